// Cosine decay.

import { assertThrows } from "@std/assert";
import { cosineDecay } from "../../../lib/train/schedules/mod.ts";
import { assertRates } from "./assert_rates.ts";

Deno.test("cosineDecay falls from the peak to the end", () => {
  assertRates(cosineDecay(0.1), { 0: 0.1, 0.25: 0.05 + 0.05 * Math.SQRT1_2, 0.5: 0.05, 1: 0 });
  assertRates(cosineDecay(0.1, { end: 0.02 }), { 0: 0.1, 0.5: 0.06, 1: 0.02 });
});

Deno.test("cosineDecay climbs in a straight line first if it is to", () => {
  const schedule = cosineDecay(0.1, { warmUp: 0.2 });
  assertRates(schedule, { 0: 0, 0.05: 0.025, 0.1: 0.05, 0.2: 0.1, 0.6: 0.05, 1: 0 });
});

Deno.test("cosineDecay refuses numbers that make no sense", () => {
  const to = "Cannot make a schedule of cosine decay";
  assertThrows(() => cosineDecay(NaN), RangeError, `${to}: peak is NaN but must be a number`);
  assertThrows(() => cosineDecay(Infinity), RangeError, "peak is Infinity but must be a number");
  assertThrows(
    () => cosineDecay(1, { warmUp: 1 }),
    RangeError,
    "warmUp is 1 but must be a number of at least 0 and less than 1",
  );
  const options = { warmup: 0.1 } as object;
  assertThrows(() => cosineDecay(1, options), RangeError, "unknown warmup");
});
