// Cost against size: curves over an axis on which each step is as many times as large.

import type { Chart } from "./chart.ts";
import { type Curve, curveChart, type CurveOptions } from "./curve_chart.ts";

/**
 * Draws what something costs or brings at several sizes: dots joined by lines, x on a logarithmic scale.
 *
 * @param curves As for {@linkcode curveChart}.
 * @param options As there, with `x` needed.
 */
export function scalingChart(
  curves: readonly Curve[],
  options: CurveOptions & { readonly x: string },
): Chart {
  return curveChart(curves, { xScale: "log", dots: true, ...options });
}
