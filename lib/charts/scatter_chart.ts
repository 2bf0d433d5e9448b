// Points in a plane, each drawn as the name of its group: where the digits lie.

import * as Plot from "@observablehq/plot";
import { type Chart, plot } from "./chart.ts";
import { assertDrawable, assertNotEmpty } from "./drawable.ts";

/** Ten colors of middle brightness, for the ten digits, on a light ground and on a dark one. */
const groupColors = [
  "#4e79a7",
  "#e08214",
  "#d6484a",
  "#2f9e8f",
  "#59a14f",
  "#b89a1a",
  "#a0689a",
  "#d4688a",
  "#9c755f",
  "#808080",
];

/** A point. */
export interface ScatterPoint {
  /** To the right. */
  readonly x: number;
  /** Upwards. */
  readonly y: number;
  /** A digit: it is drawn where the point is, in its own color. */
  readonly digit: number;
}

/** How {@linkcode scatterChart} draws. */
export interface ScatterOptions {
  /** What x is. */
  readonly x: string;
  /** What y is; it stands above the axis. */
  readonly y: string;
  /** What the chart says, in words, for whoever cannot see it. */
  readonly text: string;
  /** In pixels, 320 by default. */
  readonly width?: number;
  /** In pixels, 320 by default. */
  readonly height?: number;
}

/**
 * Draws each point as its digit.
 *
 * @throws {RangeError} If there is no point, or one has no place on the axes.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { scatterChart } from "./scatter_chart.ts";
 *
 * const points = [{ x: 1, y: 2, digit: 7 }, { x: 3, y: 1, digit: 4 }];
 * assertStringIncludes(scatterChart(points, { x: "a", y: "b", text: "a 7 and a 4" }).svg, ">7<");
 * ```
 */
export function scatterChart(
  points: readonly ScatterPoint[],
  { x, y, text, width = 320, height = 320 }: ScatterOptions,
): Chart {
  const to = "draw points";
  assertNotEmpty(points, { to, what: "point" });
  for (const [i, point] of points.entries()) {
    assertDrawable([[`x of point ${i}`, point.x], [`y of point ${i}`, point.y]], { to });
  }
  return plot({
    width,
    height,
    marginLeft: 40,
    x: { label: x, labelAnchor: "center", ticks: 4, inset: 8 },
    y: { label: y, labelAnchor: "top", ticks: 4, inset: 8 },
    marks: [
      Plot.text(points, {
        x: "x",
        y: "y",
        text: ({ digit }: ScatterPoint) => String(digit),
        fill: ({ digit }: ScatterPoint) => groupColors[digit % groupColors.length],
        fontSize: 10,
      }),
    ],
  }, { text });
}
