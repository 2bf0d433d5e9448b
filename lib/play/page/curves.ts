// Loss and accuracy as they grow, of the images trained on and of the test images.

import { element } from "../../system/element.ts";
import type { DrawnRun } from "./drawing.ts";
import type { Panel } from "./panel.ts";
import type { TrainingSession } from "./session.ts";

/** Of fewer images of an epoch, the mean says nothing yet. */
const MIN_IMAGES = 500;
/** Milliseconds from one drawing of the curves to the next. */
const REDRAW = 250;

/** The curves of the training, and of those that were kept. */
export function curves({ session, drawer }: Panel): HTMLElement {
  const pictures = {
    loss: drawer.picture("curves loss"),
    accuracy: drawer.picture("curves accuracy"),
  };
  let drawn = -Infinity;
  const draw = () => {
    drawn = performance.now();
    const { training, epochs: reports } = session;
    const now = hasEnough(session) ? session.now : undefined;
    const hasBegun = reports.length > 0 || now !== undefined;
    const runs: DrawnRun[] = session.kept.map(({ name, color, epochs }) => ({
      name,
      color,
      reports: epochs,
    }));
    if (hasBegun) runs.unshift({ name: "", color: 0, reports, now });
    const epochs = Math.max(
      hasBegun ? training.recipe.epochs : 0,
      ...session.kept.map(({ training }) => training.recipe.epochs),
    );
    for (const y of ["loss", "accuracy"] as const) {
      if (runs.length === 0) pictures[y].clear();
      else pictures[y].draw({ type: "curves", y, epochs, runs });
    }
  };
  session.listen(({ type }) => {
    switch (type) {
      case "reset":
      case "kept":
      case "paused":
      case "done":
      case "error":
        return draw();
      case "progress":
      case "epoch":
        if (performance.now() - drawn >= REDRAW) draw();
    }
  });
  const children = [pictures.loss.element, pictures.accuracy.element];
  return element("div", { class: "pictures", children });
}

function hasEnough({ now, trainImages }: TrainingSession): boolean {
  return now !== undefined &&
    (now.epochs % 1) * trainImages >= Math.min(MIN_IMAGES, trainImages / 2);
}
