// Bars: counts of each digit, probabilities of an answer, and histograms of many values.

import * as Plot from "@observablehq/plot";
import { type AxisTicks, axisTicks, grid, percentAxis } from "./axes.ts";
import { type Chart, plot } from "./chart.ts";
import { assertDomain, assertDrawable, assertNotEmpty, isDrawable } from "./drawable.ts";
import { percent as asPercent, thousands } from "./format.ts";
import { CHART_WIDTH, highlight as highlightColor, series, textWidth } from "./theme.ts";

/** A named bar. */
export interface Bar {
  /** What stands below it. */
  readonly label: string | number;
  /** Its height. */
  readonly value: number;
}

/** How {@linkcode barChart} and {@linkcode histogramChart} draw. */
export interface BarOptions {
  /** What the bars stand for; under the axis. */
  readonly x?: string;
  /** What their height is; above the axis. */
  readonly y: string;
  /** Whether the values are fractions, to be written as percent. */
  readonly percent?: boolean;
  /** In pixels, 640 by default. */
  readonly width?: number;
  /** In pixels, 240 by default. */
  readonly height?: number;
}

/**
 * Draws a bar for each value, with the value on top.
 *
 * @param bars From left to right, a dozen or so.
 * @param options `highlight`: the labels of bars to be drawn in another color.
 * @throws {RangeError} If there is no bar, or the value of one cannot be drawn.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { barChart } from "./bar_chart.ts";
 *
 * const chart = barChart([{ label: 0, value: 5923 }, { label: 1, value: 6742 }], { y: "images" });
 * assertStringIncludes(chart.svg, "5,923");
 * ```
 */
export function barChart(
  bars: readonly Bar[],
  { highlight = [], ...options }: BarOptions & {
    readonly highlight?: readonly (string | number)[];
  },
): Chart {
  const { x, y, percent, width = CHART_WIDTH, height = 240 } = options;
  assertNotEmpty(bars, { to: "draw bars", what: "bar" });
  assertDrawable(bars.map(({ label, value }) => [`"${label}"`, value] as const), {
    to: "draw bars",
  });
  const ticks = axisTicks([0, ...bars.map(({ value }) => value)]);
  // Where bars are narrow the unit stands at the axis alone, so that values do not run into each other.
  const room = (width - 64) / bars.length;
  const onBar = (value: number) => percent ? asPercent(value, 0) : write(value, options);
  const isNarrow = bars.some(({ value }) => textWidth(onBar(value)) > room);
  return plot({
    width,
    height,
    x: { type: "band", domain: bars.map(({ label }) => label), label: x ?? null, tickSize: 0 },
    // Room above the highest bar for its value.
    y: { ...yAxis(y, { percent, ...ticks }), insetTop: 14 },
    marks: [
      grid("y", ticks),
      Plot.barY(bars, {
        x: "label",
        y: "value",
        fill: ({ label }) => highlight.includes(label) ? highlightColor.fill : series.fill,
      }),
      Plot.text(bars.filter(({ value }) => !percent || value >= 0.005), {
        x: "label",
        y: "value",
        text: ({ value }) => isNarrow ? onBar(value).replace(" %", "") : onBar(value),
        dy: -8,
      }),
    ],
  }, { text: bars.map(({ label, value }) => `${label}: ${write(value, options)}`).join("\n") });
}

/**
 * Draws how often values fall into ranges of equal width.
 *
 * The values are counted beforehand, because there may be millions of them.
 *
 * @param counts How many values fall into each range.
 * @param options `domain`: where the first range begins and the last one ends; `log`: whether heights
 * are logarithms, so that rare values can be seen beside frequent ones.
 * @throws {RangeError} If all counts are 0, one is none, or the domain is no range.
 */
export function histogramChart(
  counts: ArrayLike<number>,
  { domain: [first, last], log = false, ...options }: BarOptions & {
    readonly domain: readonly [number, number];
    readonly log?: boolean;
  },
): Chart {
  const { x, y, percent, width = CHART_WIDTH, height = 240 } = options;
  const to = "draw a histogram";
  assertDomain([first, last], { to });
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] >= 0 && (counts[i] === 0 || isDrawable(counts[i]))) continue;
    throw new RangeError(`Cannot ${to}: count ${i} is ${counts[i]} but must be at least 0`);
  }
  const step = (last - first) / counts.length;
  const ranges = Array.from(counts, (count, i) => ({
    from: first + i * step,
    to: first + (i + 1) * step,
    count,
  })).filter(({ count }) => count > 0);
  if (ranges.length === 0) {
    throw new RangeError(`Cannot ${to}: found ${counts.length} counts, all of them 0`);
  }
  const highest = ranges.reduce((a, b) => b.count > a.count ? b : a);
  const lowest = ranges.reduce((a, b) => b.count < a.count ? b : a);
  // On a logarithmic axis a bar cannot begin at zero.
  const floor = log ? lowest.count / 2 : 0;
  const ticks = axisTicks([floor, highest.count], { log });
  const scale = log ? { type: "log", domain: [floor, highest.count], nice: false } as const : {};
  return plot({
    width,
    height,
    x: { domain: [first, last], label: x ?? null, labelAnchor: "center" },
    y: { ...yAxis(y, { percent, ...ticks }), ...scale },
    marks: [
      grid("y", ticks),
      Plot.rectY(ranges, { x1: "from", x2: "to", y1: floor, y2: "count", fill: series.fill }),
    ],
  }, {
    text: `${y}: most (${write(highest.count, options)}) from ${+highest.from.toPrecision(4)} ` +
      `to ${+highest.to.toPrecision(4)}`,
  });
}

function yAxis(
  label: string,
  { percent = false, ...ticks }: { percent: boolean | undefined } & AxisTicks,
): Plot.ScaleOptions {
  return { label, labelAnchor: "top", nice: true, ...ticks, ...percent ? percentAxis : {} };
}

function write(value: number, { percent }: BarOptions): string {
  if (percent) return asPercent(value, 1);
  return Number.isInteger(value) ? thousands(value) : String(+value.toPrecision(3));
}
