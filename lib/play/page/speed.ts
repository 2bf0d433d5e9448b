// How fast a training is, and how long it will take.

import { duration } from "../../system/duration.ts";
import { element } from "../../system/element.ts";
import type { Panel } from "./panel.ts";
import type { TrainingSession } from "./session.ts";

/** Milliseconds from one change of the line to the next. */
const EVERY = 250;
/** Seconds after which a speed means something. */
const MIN_SECONDS = 0.2;

/** A line with images a second, and the time that is left. */
export function speed({ session }: Panel): HTMLElement {
  const line = element("p", { class: "speed" });
  let changed = -Infinity;
  session.listen(({ type }) => {
    if (type === "reset") line.textContent = "";
    const isOver = type === "done";
    if (type !== "progress" && type !== "epoch" && !isOver) return;
    const now = performance.now();
    if (!isOver && now - changed < EVERY) return;
    changed = now;
    line.textContent = describe(session);
  });
  return line;
}

function describe({ training, trainImages, now, epochs, seconds }: TrainingSession): string {
  const done = now?.epochs ?? epochs.length;
  if (seconds < MIN_SECONDS || done === 0) return "";
  const speed = Math.round(done * trainImages / seconds);
  const left = seconds / done * (training.recipe.epochs - done);
  return `${speed.toLocaleString("en-GB")} images a second · ` +
    (left > 0 ? `${duration(left)} left` : `${duration(seconds)} in all`);
}
