// A table of numbers whose size can be seen: what is missed by whom, and how often.

import * as Plot from "@observablehq/plot";
import { type Chart, plot } from "./chart.ts";
import { assertDrawable, assertNotEmpty, fitText } from "./drawable.ts";
import {
  CHART_WIDTH,
  GRID_COLOR,
  GRID_OPACITY,
  highlight,
  ON_COLOR,
  RARE,
  textWidth,
} from "./theme.ts";

/** In pixels, where there are two lines. */
const LINE_HEIGHT = 16;

/** A number in a {@linkcode heatChart}. */
export interface HeatCell {
  /** Of its row. */
  readonly row: string;
  /** Of its column. */
  readonly column: string;
  /** From 0 up. */
  readonly value: number;
  /** What stands below it, such as an interval. */
  readonly note?: string;
}

/** How {@linkcode heatChart} draws. */
export interface HeatOptions {
  /** What the columns are. */
  readonly x: string;
  /** What the rows are. */
  readonly y: string;
  /** How a number is written; as it is unless told. */
  readonly format?: (value: number) => string;
  /**
   * How colors grow: `sqrt` from zero, so that 1 can be seen beside 40, unless told; `log` from the smallest
   * number, so that small ones can be told apart beside a large one.
   */
  readonly scale?: "sqrt" | "log";
  /** In pixels, 640 by default. */
  readonly width?: number;
}

/** The color of the smallest number on a logarithmic scale: it is there, but hardly. */
const FAINTEST = 0.1;

/**
 * Draws numbers as cells, the largest in the fullest color; a zero stays empty.
 *
 * Rows and columns stand in the order in which they first occur.
 *
 * @throws {RangeError} If there is no cell, or a number is less than 0 or cannot be drawn.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { heatChart } from "./heat_chart.ts";
 *
 * const cells = [
 *   { row: "8", column: "dense", value: 13 },
 *   { row: "8", column: "convolution", value: 5 },
 * ];
 * const chart = heatChart(cells, { x: "missed by", y: "digit" });
 * assertStringIncludes(`${chart}`, "8, dense: 13");
 * ```
 */
export function heatChart(
  cells: readonly HeatCell[],
  { x, y, format = String, scale = "sqrt", width = CHART_WIDTH }: HeatOptions,
): Chart {
  const to = "draw a table of numbers";
  assertNotEmpty(cells, { to, what: "cell" });
  assertDrawable(
    cells.map(({ row, column, value }) => [`${row}, ${column}`, value] as const),
    { to },
  );
  const negative = cells.find(({ value }) => value < 0);
  if (negative !== undefined) {
    throw new RangeError(
      `Cannot ${to}: ${negative.row}, ${negative.column} is ${negative.value} but must be at least 0`,
    );
  }
  const rows = [...new Set(cells.map(({ row }) => row))];
  const columns = [...new Set(cells.map(({ column }) => column))];
  const fit = (text: string) => fitText(text, 0.3 * width);
  const filled = cells.filter(({ value }) => value > 0);
  const strength = strengthOf(filled.map(({ value }) => value), scale);
  const at = { x: "column", y: "row" };
  const noted = filled.filter(({ note }) => note !== undefined);
  const lineHeight = noted.length > 0 ? LINE_HEIGHT : 0;
  const frame = { stroke: GRID_COLOR, strokeOpacity: GRID_OPACITY };
  return plot({
    width,
    height: 70 + (30 + lineHeight) * rows.length,
    marginTop: 48,
    marginBottom: 12,
    marginLeft: 40 + Math.max(...rows.map((row) => textWidth(fit(row)))),
    marginRight: 12,
    x: {
      type: "band",
      domain: columns,
      axis: "top",
      label: x,
      labelAnchor: "center",
      tickSize: 0,
      padding: 0,
    },
    y: { type: "band", domain: rows, label: y, tickSize: 0, padding: 0, tickFormat: fit },
    marks: [
      Plot.cell(cells, { ...at, fill: "none", ...frame }),
      Plot.cell(filled, { ...at, fill: RARE, ...frame }),
      Plot.cell(filled, {
        ...at,
        fill: highlight.fill,
        fillOpacity: ({ value }) => strength(value),
        ...frame,
      }),
      Plot.text(filled, {
        ...at,
        text: ({ value }) => format(value),
        fill: ON_COLOR,
        dy: -lineHeight / 2,
      }),
      Plot.text(noted, { ...at, text: "note", fill: ON_COLOR, dy: lineHeight / 2 }),
    ],
  }, {
    text: cells.map(({ row, column, value, note = "" }) =>
      `${row}, ${column}: ${format(value)} ${note}`.trim()
    ).join("\n"),
  });
}

/** How full the color of a number is, from 0 to 1. */
function strengthOf(
  values: readonly number[],
  scale: "sqrt" | "log",
): (value: number) => number {
  const max = Math.max(...values);
  if (scale === "sqrt") return (value) => Math.sqrt(value / max);
  const span = Math.log(max / Math.min(...values));
  return (value) => span === 0 ? 1 : 1 - (1 - FAINTEST) * Math.log(max / value) / span;
}
