// How fast a training is, and how long it will take.

import { duration } from "../../system/duration.ts";
import { element } from "../../system/element.ts";
import type { TrainingSession } from "./session.ts";

/** Milliseconds from one change of the line to the next. */
const EVERY = 250;
/** Seconds after which a speed means something. */
const MIN_SECONDS = 0.2;

/** A line with images a second, and the time that is left. */
export function speed(session: TrainingSession): HTMLElement {
  const line = element("p", { class: "speed" });
  let changed = -Infinity;
  session.listen((event) => {
    if (event.type === "state" && event.state === "loading") line.textContent = "";
    if (event.type === "state" && session.epochs.length === 0 && event.state === "ready") {
      line.textContent = "";
    }
    const isOver = event.type === "done";
    if (event.type !== "progress" && event.type !== "epoch" && !isOver) return;
    const now = performance.now();
    if (!isOver && now - changed < EVERY) return;
    changed = now;
    line.textContent = describe(session);
  });
  return line;
}

function describe({ training, now, epochs, seconds }: TrainingSession): string {
  const { recipe, trainImages } = training;
  const done = now?.epochs ?? epochs.length;
  if (seconds < MIN_SECONDS || done === 0) return "";
  const speed = Math.round(done * trainImages / seconds);
  const left = seconds / done * (recipe.epochs - done);
  return `${speed.toLocaleString("en-GB")} images a second · ` +
    (left > 0 ? `${duration(left)} left` : `${duration(seconds)} in all`);
}
