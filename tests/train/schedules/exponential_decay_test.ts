// Exponential decay.

import { assertEquals, assertThrows } from "@std/assert";
import { exponentialDecay, learningRateAt } from "../../../lib/train/schedules/mod.ts";

Deno.test("exponentialDecay takes the same percentage off after every epoch", () => {
  const schedule = exponentialDecay(0.01, { factor: 0.95 });
  const rates = [0, 1, 29].map((epoch) => learningRateAt(schedule, { epoch, progress: 0.9 }));
  assertEquals(rates, [0.01, 0.01 * 0.95, 0.01 * 0.95 ** 29]);
});

Deno.test("exponentialDecay refuses numbers that make no sense", () => {
  const to = "Cannot make a schedule of exponential decay";
  assertThrows(
    () => exponentialDecay(0, { factor: 1 }),
    RangeError,
    `${to}: start is 0 but must be a number greater than 0`,
  );
  assertThrows(() => exponentialDecay(1, { factor: -1 }), RangeError, "factor is -1 but");
  const options = { gamma: 0.9 } as unknown as { factor: number };
  assertThrows(() => exponentialDecay(1, options), RangeError, "factor is missing but");
});
