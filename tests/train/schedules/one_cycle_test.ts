// One cycle.

import { assertEquals, assertThrows } from "@std/assert";
import { oneCycle } from "../../../lib/train/schedules/mod.ts";
import { assertRates } from "./assert_rates.ts";

Deno.test("oneCycle goes from its start over the peak to its end", () => {
  assertRates(oneCycle(0.1), { 0: 0.004, 0.15: 0.052, 0.3: 0.1, 0.65: 0.050005, 1: 0.00001 });
  const schedule = oneCycle(1, { warmUp: 0.5, start: 0.2, end: 0.4 });
  assertRates(schedule, { 0: 0.2, 0.25: 0.6, 0.5: 1, 0.75: 0.7, 1: 0.4 });
});

Deno.test("oneCycle without options starts at a 25th of the peak, and ends at a 10,000th", () => {
  const given = { warmUp: undefined, start: undefined };
  assertEquals(oneCycle(2, given), {
    type: "oneCycle",
    peak: 2,
    warmUp: 0.3,
    start: 0.08,
    end: 0.0002,
  });
});

Deno.test("oneCycle refuses numbers that make no sense", () => {
  assertThrows(
    () => oneCycle(1, { warmUp: -0.1 }),
    RangeError,
    "Cannot make a schedule of one cycle: warmUp is -0.1 but must be a number of at least 0",
  );
  assertThrows(() => oneCycle(NaN), RangeError, "peak is NaN but must be a number");
});
