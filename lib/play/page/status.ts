// What a panel says of its training, also to those who hear it: few words, and not with each epoch.

import { percent } from "../../charts/format.ts";
import { element } from "../../system/element.ts";
import type { WorkerMessage } from "./messages.ts";
import type { SessionState, TrainingSession } from "./session.ts";

/** How often a training tells how far it is. */
const REPORTS = 6;

/** A line that says what happens, and how it ended. */
export function status(session: TrainingSession): HTMLElement {
  const line = element("p", { role: "status" });
  let before: SessionState = "ready";
  session.listen((event) => {
    switch (event.type) {
      case "state":
        if (event.state === "ready" && session.epochs.length === 0 && before !== "loading") {
          line.textContent = "Ready to train from the start.";
        } else if (event.state !== "ready") {
          line.textContent = describeState(event.state, { before, session });
        }
        before = event.state;
        return;
      case "epoch": {
        const { recipe: { epochs } } = session.training;
        const { epoch, validationAccuracy } = event.epoch;
        if (epoch % Math.ceil(epochs / REPORTS) !== 0 || session.state !== "training") return;
        line.textContent = `Epoch ${epoch} of ${epochs}: ` +
          `${percent(validationAccuracy!)} of the test images are right.`;
        return;
      }
      case "done":
        return line.replaceChildren(...describeEnd(event, session));
      case "error":
        line.textContent = event.message;
    }
  });
  return line;
}

function describeState(
  state: SessionState,
  { before, session }: { before: SessionState; session: TrainingSession },
): string {
  switch (state) {
    case "loading":
      return "Loading the 70,000 images…";
    case "training":
      return before === "loading" ? "Unpacking the images…" : "Training goes on.";
    case "pausing":
      return "Pausing after this epoch…";
    default:
      return `Paused after epoch ${session.epochs.length}.`;
  }
}

function describeEnd(
  { weightsSha256, accuracy, rounding }: WorkerMessage & { type: "done" },
  { training: { weightsSha256: published } }: TrainingSession,
): (Node | string)[] {
  const said = [
    `${percent(accuracy)} of the test images are right. `,
    digest("SHA-256 of the weights trained here:", weightsSha256),
  ];
  if (published === undefined) return said;
  const same = weightsSha256 === published;
  const verdict = same ? "The published weights, to the bit." : "Not the published weights.";
  said.splice(1, 0, element("strong", { children: [verdict] }));
  said.push(
    digest("SHA-256 of the published weights:", published),
    digest("Kernels that this browser ran:", rounding),
  );
  if (!same) {
    said.push(
      `The ${rounding} kernels of this page should give the same bits: tell us the browser and ` +
        `processor.`,
    );
  }
  return said;
}

function digest(label: string, value: string): HTMLElement {
  const code = element("code", { children: [value] });
  return element("span", { class: "digest", children: [`${label} `, code] });
}
