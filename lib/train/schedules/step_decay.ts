// A learning rate that falls in steps.

import { positive } from "../../system/schema.ts";
import { makeSpec } from "../../system/make_spec.ts";
import { power } from "../../tensor/elementary.ts";
import type { ScheduleKind } from "./schedule_kind.ts";

/** Decay in steps as plain data. */
export interface StepDecay {
  /** Tells it from other schedules. */
  readonly type: "step";
  /** The rate of the first epochs. */
  readonly start: number;
  /** What the rate is multiplied by at each step. */
  readonly factor: number;
  /** Epochs from one step to the next. */
  readonly every: number;
}

/**
 * Constant for `every` epochs, then times `factor`, and so on.
 *
 * @param start The rate of the first epochs.
 * @param options `factor`: what the rate is multiplied by; `every`: epochs from one time to the next.
 * @throws {RangeError} If a number is not greater than 0.
 */
export function stepDecay(
  start: number,
  options: Pick<StepDecay, "factor" | "every">,
): StepDecay {
  return makeSpec({ type: "step", start }, {
    options,
    fields: stepDecayKind.fields,
    to: "make a schedule of decay in steps",
  });
}

/** What there is to know of decay in steps. */
export const stepDecayKind: ScheduleKind<StepDecay> = {
  fields: { start: positive, factor: positive, every: positive },
  rateAt: ({ start, factor, every }, { epoch }) => start * power(factor, Math.floor(epoch / every)),
};
