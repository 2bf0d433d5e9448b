// Decay in steps.

import { assertEquals, assertThrows } from "@std/assert";
import { learningRateAt, stepDecay } from "../../../lib/train/schedules/mod.ts";

Deno.test("stepDecay stays, then falls, then stays", () => {
  const schedule = stepDecay(0.8, { factor: 0.5, every: 3 });
  const rates = [0, 2, 3, 5, 6].map((epoch) => learningRateAt(schedule, { epoch, progress: 0 }));
  assertEquals(rates, [0.8, 0.8, 0.4, 0.4, 0.2]);
});

Deno.test("stepDecay refuses numbers that make no sense", () => {
  assertThrows(
    () => stepDecay(1, { factor: 1, every: 0 }),
    RangeError,
    "Cannot make a schedule of decay in steps: every is 0 but must be a number greater than 0",
  );
});
