// What a panel says of its training, also to those who hear it: few words, and not with each epoch.

import { percent } from "../../charts/format.ts";
import { element } from "../../system/element.ts";
import type { WorkerMessage } from "./messages.ts";
import type { Panel } from "./panel.ts";
import type { SessionEvent, TrainingSession } from "./session.ts";

/** How often a training tells how far it is. */
const REPORTS = 6;

/** A line that says what happens, and how it ended. */
export function status({ session }: Panel): HTMLElement {
  const line = element("p", { role: "status" });
  let advice: string | undefined;
  session.listen((event) => {
    if (event.type === "reset") advice = undefined;
    if (event.type === "advice") advice = event.advice;
    const said = describe(event, session);
    if (said !== undefined) line.replaceChildren(...said);
    // A network that is done and has learned nothing is explained at the end, too.
    if (event.type === "done" && advice !== undefined) line.append(`${advice}.`);
  });
  return line;
}

function describe(
  event: SessionEvent,
  session: TrainingSession,
): (Node | string)[] | undefined {
  const { training, epochs, state, trainImages, threads } = session;
  switch (event.type) {
    case "reset":
      return ["Ready to train from the start."];
    case "state":
      if (state === "loading") return ["Loading the images…"];
      if (state === "pausing") return ["Pausing after this epoch…"];
      if (state === "paused") return [`Paused after epoch ${epochs.length}.`];
      // What was said of the end stays.
      if (state === "ready") return undefined;
      return [trainImages === 0 ? "Unpacking the images…" : "Training goes on."];
    case "began":
      return [
        `Training with ${trainImages.toLocaleString("en-GB")} images` +
        `${threads > 1 ? ` on ${threads} processors` : ""}…`,
      ];
    case "epoch": {
      const { recipe } = training;
      const { epoch, validationAccuracy = NaN } = event.epoch;
      if (epoch % Math.ceil(recipe.epochs / REPORTS) !== 0 || state !== "training") return;
      return [
        `Epoch ${epoch} of ${recipe.epochs}: ${percent(validationAccuracy)} of the test images ` +
        `are right.`,
      ];
    }
    case "advice":
      return [`${event.advice}.`];
    case "error":
      return [event.message];
    case "done":
      return describeEnd(event, training.weightsSha256);
  }
}

function describeEnd(
  { weightsSha256, accuracy, rounding }: WorkerMessage & { type: "done" },
  published: string | undefined,
): (Node | string)[] {
  const answer = `${percent(accuracy)} of the test images are right. `;
  const trained = digest("SHA-256 of the weights trained here:", weightsSha256);
  if (published === undefined) {
    return [answer, "Nobody published weights for these settings and images.", trained];
  }
  const same = weightsSha256 === published;
  const verdict = same ? "The published weights, to the bit." : "Not the published weights.";
  const said = [
    answer,
    element("strong", { children: [verdict] }),
    trained,
    digest("SHA-256 of the published weights:", published),
    digest("Kernels that this browser ran:", rounding),
  ];
  if (same) return said;
  return [
    ...said,
    `The ${rounding} kernels of this page should give the same bits: tell us the browser and ` +
    `processor.`,
  ];
}

function digest(label: string, value: string): HTMLElement {
  const code = element("code", { children: [value] });
  return element("span", { class: "digest", children: [`${label} `, code] });
}
