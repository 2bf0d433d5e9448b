// Which points of a curve have a position on its axes.

import { isDrawable } from "./drawable.ts";

/** A point of a curve. */
export type Point = readonly [x: number, y: number];

/** A range around a curve: the lowest and the highest y at each x. */
export type Band = readonly (readonly [x: number, low: number, high: number])[];

/** The axes of a chart of curves. */
export interface CurveAxes {
  /** How numbers lie on the x axis: "linear" by default. */
  readonly xScale?: "linear" | "log";
  /** How numbers lie on the y axis: "linear" by default. */
  readonly yScale?: "linear" | "log";
  /** The ends of the x axis, those of the data by default; points beyond are left out. */
  readonly xDomain?: readonly [number, number];
  /** The ends of the y axis; points beyond are left out. */
  readonly yDomain?: readonly [number, number];
}

/** The points on the axes, with their x, which counts from 1 where only y is given. */
export function pointsWithin(
  points: readonly Point[] | readonly number[],
  axes: CurveAxes,
): Point[] {
  return points.map((point, i): Point => typeof point === "number" ? [i + 1, point] : point)
    .filter(([x, y]) => isOnX(x, axes) && isOnY(y, axes));
}

/** The part of a band on the axes. Where 0 has no place, it ends at the lowest that has one. */
export function bandWithin(band: Band, axes: CurveAxes): Band {
  const bottomOfData = axes.yScale === "log" ? leastPositive(band) : -Infinity;
  const [bottom, top] = axes.yDomain ?? [bottomOfData, Infinity];
  const clamp = (y: number) => Math.max(bottom, Math.min(top, y));
  return band.map(([x, low, high]) => [x, clamp(low), clamp(high)] as const)
    .filter(([x, low, high]) => isOnX(x, axes) && isOnY(low, axes) && isOnY(high, axes));
}

function leastPositive(band: Band): number {
  const ends = band.flatMap(([, low, high]) => [low, high]).filter((y) => y > 0);
  return ends.reduce((a, b) => Math.min(a, b), Infinity);
}

/** Whether a number lies on the x axis. */
function isOnX(x: number, { xScale, xDomain }: CurveAxes): boolean {
  return isOn(x, { scale: xScale, domain: xDomain });
}

/** Whether a number lies on the y axis. */
export function isOnY(y: number, { yScale, yDomain }: CurveAxes): boolean {
  return isOn(y, { scale: yScale, domain: yDomain });
}

function isOn(
  value: number,
  { scale, domain = [-Infinity, Infinity] }: {
    scale: CurveAxes["xScale"];
    domain: CurveAxes["xDomain"];
  },
): boolean {
  return isDrawable(value) && value >= domain[0] && value <= domain[1] &&
    (scale !== "log" || value > 0);
}
