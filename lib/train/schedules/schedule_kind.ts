// What every schedule is: settings as plain data, and the learning rate that follows from them.

import type { FieldSchemas } from "../../system/schema.ts";

/** How far a training has come. */
export interface SchedulePosition {
  /** Epochs finished: an integer. */
  readonly epoch: number;
  /** The part of all steps that is done, from 0 to 1. */
  readonly progress: number;
}

/** One kind of schedule. */
export interface ScheduleKind<Spec extends { readonly type: string }> {
  /** What each field of the spec must be. */
  readonly fields: FieldSchemas<Spec>;
  /** The learning rate at a point of the training. */
  rateAt(spec: Spec, position: SchedulePosition): number;
}
