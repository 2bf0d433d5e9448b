// A learning rate that loses the same percentage with every epoch.

import { positive } from "../../system/schema.ts";
import { makeSpec } from "../../system/make_spec.ts";
import { power } from "../../tensor/elementary.ts";
import type { ScheduleKind } from "./schedule_kind.ts";

/** Exponential decay as plain data. */
export interface ExponentialDecay {
  /** Tells it from other schedules. */
  readonly type: "exponential";
  /** The rate of the first epoch. */
  readonly start: number;
  /** What the rate is multiplied by after each epoch. */
  readonly factor: number;
}

/**
 * start * factor^epoch: the same percentage off after every epoch.
 *
 * @param start The rate of the first epoch.
 * @param options `factor`: what the rate is multiplied by after each epoch.
 * @throws {RangeError} If a number is not greater than 0.
 */
export function exponentialDecay(
  start: number,
  options: Pick<ExponentialDecay, "factor">,
): ExponentialDecay {
  return makeSpec({ type: "exponential", start }, {
    options,
    fields: exponentialDecayKind.fields,
    to: "make a schedule of exponential decay",
  });
}

/** What there is to know of exponential decay. */
export const exponentialDecayKind: ScheduleKind<ExponentialDecay> = {
  fields: { start: positive, factor: positive },
  rateAt: ({ start, factor }, { epoch }) => start * power(factor, epoch),
};
