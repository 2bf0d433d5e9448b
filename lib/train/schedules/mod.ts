// How the learning rate changes while a network trains: the registry of all schedules.

import * as v from "valibot";
import { checkSchema, oneOfTypes, positive, type Schema } from "../../system/schema.ts";
import { type CosineDecay, cosineDecay, cosineDecayKind } from "./cosine_decay.ts";
import {
  type ExponentialDecay,
  exponentialDecay,
  exponentialDecayKind,
} from "./exponential_decay.ts";
import { type OneCycle, oneCycle, oneCycleKind } from "./one_cycle.ts";
import type { ScheduleKind, SchedulePosition } from "./schedule_kind.ts";
import { type StepDecay, stepDecay, stepDecayKind } from "./step_decay.ts";

export { type CosineDecay, cosineDecay, type ExponentialDecay, exponentialDecay };
export { type OneCycle, oneCycle, type SchedulePosition, type StepDecay, stepDecay };

/** A rule for the learning rate as plain data. */
export type ScheduleSpec = ExponentialDecay | StepDecay | CosineDecay | OneCycle;

/** A constant learning rate, or a rule for it. */
export type Schedule = number | ScheduleSpec;

/** What there is to know of each kind of schedule. */
export const scheduleKinds: Readonly<Record<ScheduleSpec["type"], ScheduleKind<ScheduleSpec>>> = {
  exponential: exponentialDecayKind,
  step: stepDecayKind,
  cosine: cosineDecayKind,
  oneCycle: oneCycleKind,
};

const A_SCHEDULE = "a number greater than 0, or a schedule such as cosineDecay(0.1)";

/** What a learning rate must be, wherever it comes from: a cell, a recipe, a file. */
export const scheduleSchema: Schema<Schedule> = v.union([
  positive,
  oneOfTypes<ScheduleSpec>(scheduleKinds, { wanted: A_SCHEDULE }),
], A_SCHEDULE);

/**
 * The learning rate that a schedule sets at a point of the training.
 *
 * @throws {TypeError} If there is no such schedule.
 */
export function learningRateAt(schedule: Schedule, position: SchedulePosition): number {
  if (typeof schedule === "number") return schedule;
  if (!Object.hasOwn(scheduleKinds, schedule?.type)) {
    checkSchema(scheduleSchema, schedule, { to: "find the learning rate" });
  }
  return scheduleKinds[schedule.type].rateAt(schedule, position);
}
