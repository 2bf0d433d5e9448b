// Loss and accuracy as they grow, of the images trained on and of the test images.

import { beside, curveChart, type Output } from "../../charts/mod.ts";
import type { EpochReport, Progress } from "../../train/history.ts";
import { picture, show } from "./picture.ts";
import type { TrainingSession } from "./session.ts";

/** Milliseconds from one drawing of the curves to the next. */
const REDRAW = 250;

/** The curves. */
export function curves(session: TrainingSession): HTMLElement {
  const image = picture("curves");
  let drawn = -Infinity;
  session.listen((event) => {
    if (event.type === "state" && session.epochs.length === 0 && event.state !== "training") {
      image.hidden = true;
      drawn = -Infinity;
    }
    const isOver = event.type === "done" || event.type === "paused";
    if (event.type !== "progress" && event.type !== "epoch" && !isOver) return;
    const now = performance.now();
    if (!isOver && now - drawn < REDRAW) return;
    drawn = now;
    show(image, drawCurves(session.epochs, session));
  });
  return image;
}

function drawCurves(
  reports: readonly EpochReport[],
  { training: { recipe: { epochs } }, now }: {
    training: TrainingSession["training"];
    now?: Progress;
  },
): Output {
  const live = now === undefined ? [] : [now];
  const axes = { xDomain: [0, epochs], width: 320, height: 240 } as const;
  const test = reports.filter(({ validationLoss }) => validationLoss !== undefined);
  const named = (curves: Parameters<typeof curveChart>[0]) =>
    curves.map((curve, color) => ({ ...curve, color })).filter(({ points }) => points.length > 0);
  return beside(
    curveChart(
      named([
        {
          name: "training",
          points: [
            ...reports.map(({ epoch, loss }) => [epoch, loss] as const),
            ...live.map(({ epochs, loss }) => [epochs, loss] as const),
          ],
        },
        {
          name: "test",
          points: test.map(({ epoch, validationLoss }) => [epoch, validationLoss!] as const),
        },
      ]),
      { y: "loss", dots: reports.length < 2, ...axes },
    ),
    curveChart(
      named([
        {
          name: "training",
          points: [
            ...reports.map(({ epoch, accuracy }) => [epoch, accuracy] as const),
            ...live.map(({ epochs, accuracy }) => [epochs, accuracy] as const),
          ],
        },
        {
          name: "test",
          points: test.map(({ epoch, validationAccuracy }) =>
            [epoch, validationAccuracy!] as const
          ),
        },
      ]),
      { y: "accuracy", percent: true, dots: reports.length < 2, ...axes },
    ),
  );
}
