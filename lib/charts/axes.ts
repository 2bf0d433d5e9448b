// Where axes have ticks, how these are written, and the lines of the grid at them.

import * as Plot from "@observablehq/plot";
import { GRID_COLOR, GRID_OPACITY } from "./theme.ts";

/** Axis options for accuracies: fractions, written as percent with no more digits than needed. */
export const percentAxis = {
  tickFormat: (fraction: number): string => `${+(100 * fraction).toFixed(3)} %`,
} as const;

/** Axis options for differences of accuracies: in percentage points, with their sign. */
export const pointsAxis = {
  tickFormat: (difference: number): string =>
    (difference > 0 ? "+" : difference < 0 ? "−" : "") + +Math.abs(100 * difference).toFixed(3),
} as const;

/** Lines behind the marks at the ticks of an axis; `ticks` as on that axis. */
export function grid(
  axis: "x" | "y",
  { ticks }: { ticks?: number | readonly number[] } = {},
): Plot.Markish {
  const options = {
    stroke: GRID_COLOR,
    strokeOpacity: GRID_OPACITY,
    ticks: ticks as number | number[],
  };
  return axis === "x" ? Plot.gridX(options) : Plot.gridY(options);
}

/** Where an axis has ticks, or about how many, and how they are written. */
export interface AxisTicks {
  ticks: number | number[];
  tickFormat?: string | ((tick: number) => string);
}

/**
 * Where an axis has ticks: at every integer for a few epochs, where Plot would also write halves
 * of one; at as many multiples of the powers of ten as there is room for on a
 * logarithmic axis; else where Plot likes.
 *
 * @param options `max`: about how many ticks there is room for where Plot chooses.
 */
export function axisTicks(
  values: readonly number[],
  { log = false, max = 6 }: { log?: boolean; max?: number } = {},
): AxisTicks {
  const first = values.reduce((a, b) => Math.min(a, b), Infinity);
  const last = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (values.length === 0) return { ticks: [] };
  if (log && first > 0) {
    const steps = logSteps(last / first);
    const powers = range(Math.floor(Math.log10(first)), Math.ceil(Math.log10(last)));
    const ticks = powers.flatMap((power) => steps.map((step) => Number(`${step}e${power}`)));
    const seen = ticks.filter((tick) => tick >= first && tick <= last);
    return { ticks: seen, tickFormat: short };
  }
  if (last - first <= 10 && values.every(Number.isInteger)) {
    return { ticks: range(first, last), tickFormat: "d" };
  }
  const ticks = Math.min(6, max);
  return last >= 100_000 ? { ticks, tickFormat: (tick) => compact.format(tick) } : { ticks };
}

/** Which multiples of a power of ten have ticks on a logarithmic axis whose ends have this ratio. */
function logSteps(ratio: number): readonly number[] {
  if (ratio > 1000) return [1];
  if (ratio > 30) return [1, 3];
  return ratio > 4 ? [1, 2, 5] : range(1, 9);
}

/** 2e-6, 0.002, 50, 10K, 2M. */
function short(tick: number): string {
  return tick < 0.001 ? tick.toExponential() : compact.format(tick);
}

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
