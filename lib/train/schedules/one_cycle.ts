// A learning rate that goes up once and down once.

import { amount, belowOne, positive } from "../../system/schema.ts";
import { makeSpec } from "../../system/make_spec.ts";
import { annealCosine } from "./cosine_decay.ts";
import type { ScheduleKind } from "./schedule_kind.ts";

/** One cycle as plain data. */
export interface OneCycle {
  /** Tells it from other schedules. */
  readonly type: "oneCycle";
  /** The highest rate. */
  readonly peak: number;
  /** The part of all steps on the way up. */
  readonly warmUp: number;
  /** The first rate. */
  readonly start: number;
  /** The rate that a step after the last one would have. */
  readonly end: number;
}

/**
 * Up half a cosine wave from a low rate, then down another one to a far lower rate.
 *
 * Smith and Topin, [Super-Convergence](https://arxiv.org/abs/1708.07120) (2018), with cosines where the
 * paper has straight lines.
 *
 * @param peak The highest rate.
 * @param options `warmUp`: the part of all steps on the way up, 0.3 if left out; `start` and `end`: the
 * rate of the first step and the one after the last, 1/25 and 1/10,000 of the peak if left out.
 * @throws {RangeError} If the peak is not greater than 0, the warm-up not in [0, 1), or an option
 * unknown.
 */
export function oneCycle(
  peak: number,
  options: Partial<Pick<OneCycle, "warmUp" | "start" | "end">> = {},
): OneCycle {
  return makeSpec(
    { type: "oneCycle", peak, warmUp: 0.3, start: peak / 25, end: peak / 10_000 },
    { options, fields: oneCycleKind.fields, to: "make a schedule of one cycle" },
  );
}

/** What there is to know of one cycle. */
export const oneCycleKind: ScheduleKind<OneCycle> = {
  fields: { peak: positive, warmUp: belowOne, start: amount, end: amount },
  rateAt({ peak, warmUp, start, end }, { progress }) {
    if (progress < warmUp) return annealCosine(start, { to: peak, part: progress / warmUp });
    return annealCosine(peak, { to: end, part: (progress - warmUp) / (1 - warmUp) });
  },
};
