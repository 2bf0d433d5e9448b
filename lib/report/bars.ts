// Bars: counts of each digit, probabilities of an answer, and histograms of many values.

import * as Plot from "@observablehq/plot";
import { axisTicks, grid, percentAxis } from "./axes.ts";
import { type Chart, plot } from "./chart.ts";
import { percent as asPercent, thousands } from "./format.ts";
import { chartWidth, ours, striking } from "./theme.ts";

/** A named bar. */
export interface Bar {
  readonly label: string | number;
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
  readonly width?: number;
  readonly height?: number;
}

/**
 * Draws a bar for each value, with the value on top.
 *
 * @param bars From left to right, a dozen or so.
 * @param options `highlight`: the labels of bars to be drawn in another colour.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { barChart } from "./bars.ts";
 *
 * const chart = barChart([{ label: 0, value: 5923 }, { label: 1, value: 6742 }], { y: "images" });
 * assertStringIncludes(chart.svg, "5,923");
 * ```
 */
export function barChart(
  bars: readonly Bar[],
  { x, y, percent = false, width = chartWidth, height = 240, highlight = [] }: BarOptions & {
    readonly highlight?: readonly (string | number)[];
  },
): Chart {
  const write = (value: number) => {
    if (percent) return asPercent(value, 0);
    return Number.isInteger(value) ? thousands(value) : String(+value.toPrecision(3));
  };
  return plot({
    width,
    height,
    x: { type: "band", domain: bars.map(({ label }) => label), label: x ?? null, tickSize: 0 },
    // Room above the highest bar for its value.
    y: { ...yAxis(y, percent), insetTop: 14 },
    marks: [
      grid("y", { ticks: 5 }),
      Plot.barY(bars, {
        x: "label",
        y: "value",
        fill: ({ label }) => highlight.includes(label) ? striking.fill : ours.fill,
      }),
      Plot.text(bars.filter(({ value }) => !percent || value >= 0.005), {
        x: "label",
        y: "value",
        text: ({ value }) => write(value),
        dy: -8,
      }),
    ],
  }, {
    text: bars.map(({ label, value }) =>
      `${label}: ${percent ? asPercent(value, 1) : write(value)}`
    )
      .join("\n"),
  });
}

/**
 * Draws how often values fall into ranges of equal width.
 *
 * The values are counted beforehand, because there may be millions of them.
 *
 * @param counts How many values fall into each range.
 * @param options `domain`: where the first range begins and the last one ends; `log`: whether heights
 * are logarithms, so that rare values can be seen beside frequent ones (empty ranges have no bar).
 */
export function histogramChart(
  counts: ArrayLike<number>,
  { x, y, percent = false, width = chartWidth, height = 240, domain: [first, last], log = false }:
    & BarOptions
    & { readonly domain: readonly [number, number]; readonly log?: boolean },
): Chart {
  const step = (last - first) / counts.length;
  const ranges = Array.from(counts, (count, i) => ({
    from: first + i * step,
    to: first + (i + 1) * step,
    count,
  })).filter(({ count }) => count > 0);
  const most = ranges.reduce((a, b) => b.count > a.count ? b : a, { from: NaN, to: NaN, count: 0 });
  const least = ranges.reduce((least, { count }) => Math.min(least, count), Infinity);
  // On a logarithmic axis a bar cannot begin at zero.
  const floor = log ? least / 2 : 0;
  const ticks = axisTicks([floor, most.count], { log });
  return plot({
    width,
    height,
    x: { domain: [first, last], label: x ?? null, labelAnchor: "center" },
    y: {
      ...yAxis(y, percent),
      ...log ? { type: "log", domain: [floor, most.count], nice: false, ...ticks } : {},
    },
    marks: [
      grid("y", log ? ticks : { ticks: 5 }),
      Plot.rectY(ranges, { x1: "from", x2: "to", y1: floor, y2: "count", fill: ours.fill }),
    ],
  }, {
    text: `${y}: most (${thousands(most.count)}) from ${+most.from.toPrecision(4)} ` +
      `to ${+most.to.toPrecision(4)}`,
  });
}

function yAxis(label: string, percent: boolean): Plot.ScaleOptions {
  return { label, labelAnchor: "top", nice: true, ticks: 5, ...percent ? percentAxis : {} };
}
