// Curves that carry their names at the right: loss and accuracy over epochs, cost against size.

import * as Plot from "@observablehq/plot";
import { axisTicks, grid, percentAxis, pointsAxis } from "./axes.ts";
import { type Chart, plot } from "./chart.ts";
import {
  type Band,
  bandWithin,
  type CurveAxes,
  isOnY,
  type Point,
  pointsWithin,
} from "./curve_points.ts";
import { assertDomain, fitText } from "./drawable.ts";
import { percent as asPercent, percentagePoints } from "./format.ts";
import { decimate, dodge } from "./layout.ts";
import {
  CHART_WIDTH,
  type Color,
  FONT_SIZE,
  MUTED_TEXT,
  paletteColor,
  textWidth,
} from "./theme.ts";

/** Pixels for a number at the x axis, with room beside it. */
const TICK_WIDTH = 50;

/** One curve. */
export interface Curve {
  /** What stands at its end; nothing where it is empty. */
  readonly name: string;
  /** Points by ascending x; or the values of y alone, at x = 1, 2, 3 and so on. */
  readonly points: readonly Point[] | readonly number[];
  /** A range around it, such as that of several seeds: the lowest and the highest y at each x. */
  readonly band?: Band;
  /** Whether its line is. */
  readonly dashed?: boolean;
  /** Its index in the palette, for curves that belong together; its index in the list by default. */
  readonly color?: number;
}

/** How {@linkcode curveChart} draws. */
export interface CurveOptions extends CurveAxes {
  /** What x is, with its unit; "epoch" by default. */
  readonly x?: string;
  /** What y is, with its unit; it stands above the axis as the chart's title. */
  readonly y: string;
  /** Whether y is a fraction, to be written as percent; "points" where it is a difference of such. */
  readonly percent?: boolean | "points";
  /** Whether each point gets a dot. */
  readonly dots?: boolean;
  /** Horizontal lines to compare with, such as a document's accuracy. */
  readonly marks?: readonly { readonly value: number; readonly label: string }[];
  /** In pixels, 640 by default. */
  readonly width?: number;
  /** In pixels, 300 by default. */
  readonly height?: number;
}

/**
 * Draws curves over a common axis, each named at its right end.
 *
 * What has no position on the axes is left out, such as NaN, and 0 on a logarithmic axis. Without any point
 * the chart is empty and says so.
 *
 * Curves of more points than pixels are decimated, with their peaks kept: see {@linkcode decimate}.
 *
 * @throws {RangeError} If a domain is no range of its axis, or a mark cannot be drawn.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { curveChart } from "./curve_chart.ts";
 *
 * const curves = [{ name: "training", points: [0.9, 0.4, 0.2] }];
 * assertStringIncludes(curveChart(curves, { y: "loss" }).svg, "training");
 * ```
 */
export function curveChart(curves: readonly Curve[], options: CurveOptions): Chart {
  const { x = "epoch", y, marks = [], width = CHART_WIDTH, height = 300 } = options;
  const to = "draw curves";
  assertDomain(options.xDomain, { to, log: options.xScale === "log" });
  assertDomain(options.yDomain, { to, log: options.yScale === "log" });
  for (const { label, value } of marks) {
    if (isOnY(value, { yScale: options.yScale })) continue;
    throw new RangeError(
      `Cannot ${to}: mark "${label}" is at ${value}, which is not on the y axis`,
    );
  }
  const lines = curves.map((curve, i): Line => ({
    ...curve,
    label: fitText(curve.name, width / 2),
    color: paletteColor(curve.color ?? i),
    points: decimate(pointsWithin(curve.points, options), { max: width }),
    band: curve.band && bandWithin(curve.band, options),
  }));
  const named = lines.filter(({ name }) => name !== "");
  const labels = [
    ...named.map(({ label }) => label),
    ...marks.map(({ label }) => fitText(label, width / 2)),
  ];
  const marginRight = Math.max(8, ...labels.map((label) => textWidth(label))) + 12;
  const xs = [...options.xDomain ?? [], ...lines.flatMap(({ points }) => points.map(([x]) => x))];
  const ys = [...options.yDomain ?? [], ...lines.flatMap(({ points }) => points.map(([, y]) => y))];
  const xTicks = axisTicks(xs, {
    log: options.xScale === "log",
    max: Math.max(2, Math.floor((width - marginRight) / TICK_WIDTH)),
  });
  const nothing = `no ${y} yet`;
  const isEmpty = lines.every(({ points }) => points.length === 0);
  const yTicks = axisTicks(ys, { log: options.yScale === "log" });
  return plot({
    width,
    height,
    marginRight,
    x: {
      label: x,
      labelAnchor: "center",
      type: options.xScale,
      domain: options.xDomain,
      ...xTicks,
    },
    y: {
      label: y,
      labelAnchor: "top",
      type: options.yScale,
      domain: options.yDomain,
      nice: options.yDomain === undefined && options.yScale !== "log",
      ...yTicks,
      ...options.percent === "points" ? pointsAxis : options.percent ? percentAxis : {},
    },
    marks: [
      grid("y", yTicks),
      lines.map(({ band = [], color }) =>
        Plot.areaY(band, { x: "0", y1: "1", y2: "2", fill: color.fill, fillOpacity: 0.2 })
      ),
      Plot.ruleY(marks, { y: "value", stroke: MUTED_TEXT, strokeDasharray: "2,3" }),
      lines.map(({ points, color, dashed }) =>
        Plot.lineY(points, {
          x: "0",
          y: "1",
          stroke: color.fill,
          strokeWidth: 2,
          strokeDasharray: dashed ? "6,3" : undefined,
        })
      ),
      lines.map(({ points, color }) =>
        // A line of one point cannot be seen.
        Plot.dot(options.dots || points.length === 1 ? points : [], {
          x: "0",
          y: "1",
          fill: color.fill,
          r: 3.5,
        })
      ),
    ],
  }, {
    text: named.map((line) => describeLine(line, options)).join("\n") || (isEmpty ? nothing : ""),
    draw(add, scales) {
      if (isEmpty) add("text", { x: width / 2, y: height / 2, fill: MUTED_TEXT }, nothing);
      // All beside the plot: the name of a curve that ends early would lie across the others.
      const right = width - marginRight;
      const ends = [
        ...named.filter(({ points }) => points.length > 0).map(({ label, points, color }) => {
          const [, y] = points[points.length - 1];
          return { text: label, x: right, y: scales.y(y), fill: color.text };
        }),
        ...marks.map(({ label, value }) => ({
          text: fitText(label, width / 2),
          x: right,
          y: scales.y(value),
          fill: MUTED_TEXT,
        })),
      ];
      const positions = dodge(ends.map((end) => end.y), {
        gap: FONT_SIZE + 2,
        low: 2 * FONT_SIZE,
        high: height - 4 * FONT_SIZE,
      });
      for (const [i, { text, x, fill }] of ends.entries()) {
        add(
          "text",
          { x: x + 8, y: positions[i], dy: "0.35em", "text-anchor": "start", fill },
          text,
        );
      }
    },
  });
}

/** A curve made ready for drawing. */
interface Line extends Omit<Curve, "color"> {
  /** The name, as much of it as there is room for. */
  readonly label: string;
  readonly color: Color;
  readonly points: readonly Point[];
}

/** What a line shows, in words. */
function describeLine(
  { name, points }: Line,
  { x: axis = "epoch", y, percent }: CurveOptions,
): string {
  if (points.length === 0) return `${name}: no ${y} yet`;
  const write = (value: number) => {
    if (percent === "points") return percentagePoints(value);
    return percent ? asPercent(value) : `${+value.toPrecision(4)}`;
  };
  const at = ([x, value]: Point) => `${write(value)} (${axis} ${x.toLocaleString("en-GB")})`;
  const [first, last] = [points[0], points[points.length - 1]];
  return `${name}: ${y} ${at(first)}` + (points.length === 1 ? "" : `, ${at(last)}`);
}
