// Checks of schedules, at the points that define them.

import { assertAlmostEquals } from "@std/assert";
import { learningRateAt, type Schedule } from "../../../lib/train/schedules/mod.ts";

/** Checks rates by the part of all steps that is done. */
export function assertRates(schedule: Schedule, rates: Record<number, number>) {
  for (const [progress, rate] of Object.entries(rates)) {
    const found = learningRateAt(schedule, { epoch: 0, progress: Number(progress) });
    assertAlmostEquals(found, rate, 1e-12, `at ${progress}`);
  }
}
