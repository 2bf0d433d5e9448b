// Confidence against accuracy: on the diagonal a network is right as often as it thinks it is.

import * as Plot from "@observablehq/plot";
import { grid, percentAxis } from "./axes.ts";
import { type Chart, plot } from "./chart.ts";
import { assertDrawable, assertNotEmpty } from "./drawable.ts";
import { counted, percent, thousands } from "./format.ts";
import type { Bounds } from "./interval_chart.ts";
import { MUTED_TEXT, series } from "./theme.ts";

/** What is drawn of a network's calibration. */
export interface CalibrationFigures {
  /** The answers by how sure the network was of them. */
  readonly bins: readonly {
    /** How many answers. */
    readonly count: number;
    /** The mean confidence of these answers. */
    readonly confidence: number;
    /** The share of them that is right, with the interval of that share. */
    readonly accuracy: number;
    readonly interval: Bounds;
  }[];
  /** The mean distance between confidence and accuracy. */
  readonly expectedError: number;
}

/**
 * Draws a reliability diagram: for each range of confidence the share of right answers, with its 95 %
 * interval, and above it how many answers there are. Below the diagonal the network is too sure of itself.
 *
 * @param calibration What `calibrate` found.
 * @throws {RangeError} If there is no answer, or a figure cannot be drawn.
 */
export function calibrationChart({ bins, expectedError }: CalibrationFigures): Chart {
  const to = "draw a calibration";
  assertNotEmpty(bins, { to, what: "answer" });
  for (const [i, { confidence, accuracy, interval: { low, high } }] of bins.entries()) {
    const figures = Object.entries({ confidence, accuracy, low, high })
      .map(([name, value]) => [`${name} of bin ${i}`, value] as const);
    assertDrawable(figures, { to });
  }
  const width = 520;
  const fractions = { domain: [0, 1], ticks: 5, ...percentAxis };
  return plot({
    width,
    height: 400,
    marginTop: 52,
    marginRight: 40,
    x: { ...fractions, label: "confidence of the network", labelAnchor: "center" },
    y: { ...fractions, label: "share of right answers", labelAnchor: "top" },
    marks: [
      grid("x", { ticks: 5 }),
      grid("y", { ticks: 5 }),
      Plot.line([[0, 0], [1, 1]], { stroke: MUTED_TEXT, strokeDasharray: "4,3" }),
      Plot.ruleX(bins, {
        x: "confidence",
        y1: ({ interval }) => interval.low,
        y2: ({ interval }) => interval.high,
        stroke: series.fill,
        strokeWidth: 2,
      }),
      Plot.dot(bins, { x: "confidence", y: "accuracy", fill: series.fill, r: 4.5 }),
      Plot.text(bins, {
        x: "confidence",
        frameAnchor: "top",
        dy: -18,
        text: ({ count }) => thousands(count),
        fill: MUTED_TEXT,
      }),
      Plot.text(["answers"], {
        frameAnchor: "top-right",
        textAnchor: "end",
        dy: -36,
        fill: MUTED_TEXT,
      }),
      Plot.text([[0.2, 0.2]], {
        text: ["as sure as right"],
        textAnchor: "start",
        dx: 12,
        dy: 12,
        fill: MUTED_TEXT,
      }),
    ],
  }, {
    text: `expected calibration error ${percent(expectedError)}\n` +
      bins.map(({ count, confidence, accuracy }) =>
        `${counted(count, "answer")} ${percent(confidence, 1)} sure: ${percent(accuracy, 1)} right`
      ).join("\n"),
  });
}
