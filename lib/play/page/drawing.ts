// What a panel shows in pictures: the curves, the first layer's weights, the confusion matrix.

import { confusionChart, curveChart, type Output, weightSheet } from "../../charts/mod.ts";
import type { EpochReport, Progress } from "../../train/history.ts";
import type { Weights } from "./messages.ts";

/** A training as curves show it. */
export interface DrawnRun {
  /** What it is called, if it is one of several. */
  readonly name: string;
  /** Its color's index in the palette. */
  readonly color: number;
  readonly reports: readonly EpochReport[];
  /** The epoch under way. */
  readonly now?: Progress;
}

/** What is to be drawn, as plain data. */
export type Drawing =
  | {
    readonly type: "curves";
    readonly y: "loss" | "accuracy";
    /** How many epochs the axis has room for. */
    readonly epochs: number;
    readonly runs: readonly DrawnRun[];
  }
  | { readonly type: "weights"; readonly weights: Weights }
  | { readonly type: "confusion"; readonly confusion: readonly (readonly number[])[] };

/** How many units' weights are shown at most. */
const MAX_UNITS = 50;

/** Draws it. */
export function draw(drawing: Drawing): Output {
  switch (drawing.type) {
    case "curves":
      return drawCurves(drawing);
    case "weights":
      return drawWeights(drawing.weights);
    case "confusion":
      return confusionChart(drawing.confusion);
  }
}

/** For each training a solid line for the test images and a dashed one for those it learns from. */
function drawCurves({ y, epochs, runs }: Drawing & { type: "curves" }): Output {
  const curves = runs.flatMap(({ name, color, reports, now }) => {
    const trained = reports.map((report) => [report.epoch, report[y]] as const);
    const tested = reports.map((report) =>
      [
        report.epoch,
        (y === "loss" ? report.validationLoss : report.validationAccuracy) ?? NaN,
      ] as const
    );
    const live = now === undefined ? [] : [[now.epochs, now[y]] as const];
    const suffix = name === "" ? "" : ` ${name}`;
    return [
      { name: `training${suffix}`, color, dashed: true, points: [...trained, ...live] },
      { name: `test${suffix}`, color, points: tested },
    ];
  }).filter(({ points }) => points.length > 0);
  return curveChart(curves, {
    y,
    percent: y === "accuracy",
    xDomain: [0, epochs],
    width: 336,
    height: 250,
  });
}

/** Pictures of the size of the input for a dense layer, else filters. */
function drawWeights({ shape, data }: Weights): Output {
  const size = shape.length === 4 ? [shape[0], shape[1]] as const : [28, 28] as const;
  return weightSheet({ shape, data }, { shape: size, first: MAX_UNITS });
}
