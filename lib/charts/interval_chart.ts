// Figures with their intervals, one line each: systems against the document, improvements against zero.

import * as Plot from "@observablehq/plot";
import { grid, percentAxis, pointsAxis } from "./axes.ts";
import { type Chart, plot } from "./chart.ts";
import { assertDrawable, assertNotEmpty, fitText } from "./drawable.ts";
import { percent, percentagePoints } from "./format.ts";
import { CHART_WIDTH, MUTED_TEXT, reference, series, textWidth } from "./theme.ts";

/** From where to where a figure may lie. */
export interface Bounds {
  /** The lower end. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
}

/** A figure, and how sure it is. */
export interface Estimate {
  /** The figure. */
  readonly value: number;
  /** Where the true one may lie. */
  readonly interval?: Bounds;
  /** The single figures that it is the mean of. */
  readonly parts?: readonly number[];
  /** What stands beside it at the right; the value by default. */
  readonly note?: string;
}

/** One line of an {@linkcode intervalChart}. */
export interface EstimateRow {
  /** What stands at its left. */
  readonly label: string;
  /** The figure. */
  readonly estimate: Estimate;
  /** What to compare with: drawn below, in grey. */
  readonly reference?: Estimate;
}

/** How {@linkcode intervalChart} draws. */
export interface IntervalOptions {
  /** What the figures are; it stands under the axis. */
  readonly x: string;
  /**
   * - "accuracy": fractions, written as percent;
   * - "error": accuracies too, but spaced by the logarithm of the error, so that from 98 to 99 % is as
   *   far as from 90 to 95 %: each halves what is missing;
   * - "difference": differences of accuracies in points, with a line at zero.
   */
  readonly scale?: "accuracy" | "error" | "difference";
  /** Vertical lines to compare with, such as an accuracy to be reached. */
  readonly marks?: readonly { readonly value: number; readonly label: string }[];
  /** In pixels, 640 by default. */
  readonly width?: number;
}

/** In pixels. */
const DOT_RADIUS = 4.5;
/** For a number at the axis, with room beside it. */
const TICK_WIDTH = 50;

/** Where the error scale has ticks: each about halves what the one before leaves. */
const errorTicks = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995];

/**
 * Draws a dot and its interval for each row, with the figure written beside it.
 *
 * @throws {RangeError} If there is no row, or a figure or an end of an interval cannot be drawn.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { intervalChart } from "./interval_chart.ts";
 *
 * const rows = [{
 *   label: "momentum",
 *   estimate: { value: 0.004, interval: { low: 0.001, high: 0.007 } },
 * }];
 * const chart = intervalChart(rows, { x: "gain in accuracy", scale: "difference" });
 * assertStringIncludes(chart.svg, "+0.40 points");
 * ```
 */
export function intervalChart(
  rows: readonly EstimateRow[],
  { x, scale = "accuracy", marks = [], width = CHART_WIDTH }: IntervalOptions,
): Chart {
  assertNotEmpty(rows, { to: "draw intervals", what: "row" });
  const write = scale === "difference" ? percentagePoints : percent;
  const paired = rows.some((row) => row.reference !== undefined);
  const groups = [
    { lines: linesOf(rows, "estimate", write), dy: paired ? -9 : 0, color: series },
    { lines: linesOf(rows, "reference", write), dy: 9, color: reference },
  ];
  const lines = groups.flatMap((group) => group.lines);
  checkFigures(lines, marks);
  const labels = rows.map((row) => row.label);
  const fit = (text: string) => fitText(text, 0.45 * width);
  const widest = (texts: readonly string[]) =>
    texts.reduce((max, text) => Math.max(max, textWidth(fit(text))), 0);
  const marginLeft = widest(labels) + 16;
  const marginRight = widest(lines.map(({ note }) => note)) + 24;
  const axis = axisFor(scale, {
    lines,
    marks: marks.map(({ value }) => value),
    room: width - marginLeft - marginRight,
  });
  const markers = marks.map(({ value, label }) => ({ x: axis.position(value), label }));
  return plot({
    width,
    height: 56 + (paired ? 52 : 30) * rows.length,
    marginTop: marks.length > 0 ? 30 : 12,
    marginBottom: 44,
    marginLeft,
    marginRight,
    x: { label: x, labelAnchor: "center", ...axis.options },
    y: { type: "band", domain: labels, label: null, tickSize: 0, tickFormat: fit },
    marks: [
      grid("x", axis.options),
      Plot.ruleX(scale === "difference" ? [0] : [], { stroke: MUTED_TEXT }),
      Plot.ruleX(markers, { x: "x", stroke: MUTED_TEXT, strokeDasharray: "2,3" }),
      Plot.text(markers, { x: "x", text: "label", frameAnchor: "top", dy: -16, fill: MUTED_TEXT }),
      groups.map(({ lines, dy, color: { fill, text } }) => {
        const y = "label";
        const known = lines.filter(({ interval }) => interval !== undefined);
        const rule = { y, dy, stroke: fill, strokeWidth: 2 };
        const parts = lines.flatMap(({ label, parts }) => parts.map((part) => ({ label, part })));
        return [
          // To both sides of the dot, which may be hollow.
          Plot.ruleY(known, {
            x1: ({ interval }) => axis.position(interval.low),
            x2: ({ value }) => axis.position(value),
            insetRight: DOT_RADIUS,
            ...rule,
          }),
          Plot.ruleY(known, {
            x1: ({ value }) => axis.position(value),
            x2: ({ interval }) => axis.position(interval.high),
            insetLeft: DOT_RADIUS,
            ...rule,
          }),
          Plot.dot(parts, {
            x: ({ part }) => axis.position(part),
            y,
            dy,
            r: 2.5,
            fill,
            fillOpacity: 0.65,
          }),
          Plot.dot(lines, {
            x: ({ value }) => axis.position(value),
            y,
            dy,
            r: DOT_RADIUS,
            // Filled or hollow tells the two apart without color.
            fill: fill === series.fill ? fill : "none",
            stroke: fill,
            strokeWidth: 2,
          }),
          Plot.text(lines, {
            frameAnchor: "right",
            textAnchor: "start",
            y,
            dy,
            dx: 12,
            text: ({ note }) => fit(note),
            fill: text,
          }),
        ];
      }),
    ],
  }, { text: lines.map(({ label, note }) => `${label}: ${note}`).join("\n") });
}

/** An estimate on its row. */
interface Line {
  readonly label: string;
  readonly value: number;
  readonly interval: Bounds | undefined;
  readonly parts: readonly number[];
  readonly note: string;
}

function linesOf(
  rows: readonly EstimateRow[],
  side: "estimate" | "reference",
  write: (value: number) => string,
): Line[] {
  return rows.flatMap((row) => {
    const estimate = row[side];
    if (estimate === undefined) return [];
    const { value, interval, parts = [], note = write(value) } = estimate;
    return [{ label: row.label, value, interval, parts, note }];
  });
}

function checkFigures(lines: readonly Line[], marks: NonNullable<IntervalOptions["marks"]>): void {
  const figures = [
    ...marks.map(({ label, value }) => [`mark "${label}"`, value] as const),
    ...lines.flatMap(({ label, value, interval, parts }) =>
      [value, ...parts, ...interval ? [interval.low, interval.high] : []]
        .map((figure) => [`a figure of "${label}"`, figure] as const)
    ),
  ];
  assertDrawable(figures, { to: "draw intervals" });
}

/** The x axis, and where on it a figure lies. */
interface Axis {
  readonly options: Plot.ScaleOptions & { ticks: number | number[] };
  position(value: number): number;
}

function axisFor(
  scale: IntervalOptions["scale"],
  { lines, marks, room }: {
    lines: readonly Line[];
    marks: readonly number[];
    /** Pixels for the axis. */
    room: number;
  },
): Axis {
  const ends = [
    ...marks,
    ...lines.flatMap(({ value, interval, parts }) => [
      value,
      ...parts,
      ...interval ? [interval.low, interval.high] : [],
    ]),
  ];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const ticks = errorTicks.filter((accuracy) => accuracy >= low && accuracy <= high);
  if (scale === "error" && ticks.length >= 2) {
    // An interval may end at 1, which lies infinitely far to the right.
    const min = (1 - Math.max(...marks, ...lines.map(({ value }) => value))) / 2;
    const position = (accuracy: number) => Math.max(1 - accuracy, min, 1e-5);
    const domain: [number, number] = [position(low) * 1.1, position(high) / 1.1];
    const pixels = room / Math.log(domain[0] / domain[1]);
    const apart: number[] = [];
    for (const error of ticks.map((accuracy) => 1 - accuracy).filter((error) => error >= min)) {
      const last = apart.at(-1) ?? Infinity;
      if (Math.log(last / error) * pixels >= TICK_WIDTH) apart.push(error);
    }
    return {
      position,
      options: {
        type: "log",
        domain,
        ticks: apart,
        tickFormat: (error: number) => percentAxis.tickFormat(1 - error),
      },
    };
  }
  const format = scale === "difference" ? pointsAxis : percentAxis;
  return {
    position: (value) => value,
    options: {
      nice: true,
      inset: 8,
      ticks: Math.max(2, Math.min(6, Math.floor(room / TICK_WIDTH))),
      ...format,
    },
  };
}
