// Trainings that the reader keeps, to lay their curves over those of the next.

import { percent } from "../../charts/format.ts";
import type { PublishedTraining } from "./messages.ts";
import { element } from "../../system/element.ts";
import type { PanelPart } from "./panel.ts";
import type { KeptRun } from "./session.ts";
import { settingsOf } from "./settings.ts";
import { describeSettings } from "./settings_in_words.ts";

/** What runs are called, in the order in which they are kept; the palette has no more colors. */
const NAMES = "ABCDEF";

/** A button that keeps a run, and the list of those that are kept. */
export function keptRuns(trainings: readonly PublishedTraining[]): PanelPart {
  return ({ session }) => {
    const keep = element("button", { type: "button", children: ["Keep this run"] });
    const list = element("ul", { class: "kept" });
    keep.addEventListener("click", () => {
      const used = session.kept.map(({ name }) => name);
      const name = [...NAMES].find((name) => !used.includes(name))!;
      session.keep({ name, color: NAMES.indexOf(name) + 1 });
    });
    const update = () => {
      keep.disabled = session.epochs.length === 0 || session.kept.length >= NAMES.length;
    };
    const show = () => list.replaceChildren(...session.kept.map(item));
    const item = (run: KeptRun) => {
      const drop = element("button", { type: "button", children: [`Drop ${run.name}`] });
      drop.addEventListener("click", () => {
        session.drop(run);
        keep.focus();
      });
      return element("li", { children: [`${describe(run, trainings)} `, drop] });
    };
    session.listen(({ type }) => {
      if (type === "kept") show();
      update();
    });
    update();
    return element("div", { class: "runs", children: [keep, list] });
  };
}

function describe(
  { name, training, epochs }: KeptRun,
  trainings: readonly PublishedTraining[],
): string {
  const { validationAccuracy = NaN } = epochs[epochs.length - 1];
  return `${name}: ${percent(validationAccuracy)} of the test images are right after ` +
    `${epochs.length} ${epochs.length === 1 ? "epoch" : "epochs"} of ` +
    describeSettings(settingsOf(training), trainings);
}
