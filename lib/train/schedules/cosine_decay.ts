// A learning rate that falls along half a cosine wave.

import { amount, belowOne, positive } from "../../system/schema.ts";
import { makeSpec } from "../../system/make_spec.ts";
import { cos } from "../../tensor/elementary.ts";
import type { ScheduleKind } from "./schedule_kind.ts";

/** Cosine decay as plain data. */
export interface CosineDecay {
  /** Tells it from other schedules. */
  readonly type: "cosine";
  /** The highest rate. */
  readonly peak: number;
  /** The part of all steps on the way up. */
  readonly warmUp: number;
  /** The rate that a step after the last one would have. */
  readonly end: number;
}

/**
 * Up in a straight line during the first part of the training, then down half a cosine wave.
 *
 * Loshchilov and Hutter,
 * [SGDR: Stochastic Gradient Descent with Warm Restarts](https://arxiv.org/abs/1608.03983) (2017),
 * equation 5, without the restarts.
 *
 * @param peak The highest rate.
 * @param options `warmUp`: the part of all steps on the way up, 0 if left out; `end`: the rate
 * after the last step, 0 if left out.
 * @throws {RangeError} If the peak is not greater than 0, the warm-up not in [0, 1), or an option
 * unknown.
 */
export function cosineDecay(
  peak: number,
  options: Partial<Pick<CosineDecay, "warmUp" | "end">> = {},
): CosineDecay {
  return makeSpec({ type: "cosine", peak, warmUp: 0, end: 0 }, {
    options,
    fields: cosineDecayKind.fields,
    to: "make a schedule of cosine decay",
  });
}

/** What there is to know of cosine decay. */
export const cosineDecayKind: ScheduleKind<CosineDecay> = {
  fields: { peak: positive, warmUp: belowOne, end: amount },
  rateAt({ peak, warmUp, end }, { progress }) {
    if (progress < warmUp) return peak * progress / warmUp;
    return annealCosine(peak, { to: end, part: (progress - warmUp) / (1 - warmUp) });
  },
};

/** From one value to another along half a cosine wave, flat at both ends; `part` is from 0 to 1. */
export function annealCosine(from: number, { to, part }: { to: number; part: number }): number {
  return to + (from - to) * (1 + cos(Math.PI * part)) / 2;
}
