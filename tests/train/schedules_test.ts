// Learning rate schedules, at the points that define them.

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  cosineDecay,
  exponentialDecay,
  learningRateAt,
  oneCycle,
  type Schedule,
  stepDecay,
} from "../../lib/train/schedules.ts";

Deno.test("a number is a constant rate", () => {
  assertEquals(learningRateAt(0.01, { epoch: 7, progress: 0.7 }), 0.01);
});

Deno.test("exponentialDecay takes the same percentage off after every epoch", () => {
  const schedule = exponentialDecay(0.01, { factor: 0.95 });
  const rates = [0, 1, 29].map((epoch) => learningRateAt(schedule, { epoch, progress: 0.9 }));
  assertEquals(rates, [0.01, 0.01 * 0.95, 0.01 * 0.95 ** 29]);
});

Deno.test("stepDecay stays, then falls, then stays", () => {
  const schedule = stepDecay(0.8, { factor: 0.5, every: 3 });
  const rates = [0, 2, 3, 5, 6].map((epoch) => learningRateAt(schedule, { epoch, progress: 0 }));
  assertEquals(rates, [0.8, 0.8, 0.4, 0.4, 0.2]);
});

Deno.test("cosineDecay falls from the peak to the end", () => {
  assertRates(cosineDecay(0.1), { 0: 0.1, 0.25: 0.05 + 0.05 * Math.SQRT1_2, 0.5: 0.05, 1: 0 });
  assertRates(cosineDecay(0.1, { end: 0.02 }), { 0: 0.1, 0.5: 0.06, 1: 0.02 });
});

Deno.test("cosineDecay climbs in a straight line first if it is to", () => {
  const schedule = cosineDecay(0.1, { warmUp: 0.2 });
  assertRates(schedule, { 0: 0, 0.05: 0.025, 0.1: 0.05, 0.2: 0.1, 0.6: 0.05, 1: 0 });
});

Deno.test("oneCycle goes from its start over the peak to its end", () => {
  assertRates(oneCycle(0.1), { 0: 0.004, 0.15: 0.052, 0.3: 0.1, 0.65: 0.050005, 1: 0.00001 });
  const schedule = oneCycle(1, { warmUp: 0.5, start: 0.2, end: 0.4 });
  assertRates(schedule, { 0: 0.2, 0.25: 0.6, 0.5: 1, 0.75: 0.7, 1: 0.4 });
});

Deno.test("rates of a cycle rise until the peak and fall after it", () => {
  for (const schedule of [oneCycle(1, { warmUp: 0.25 }), cosineDecay(1, { warmUp: 0.25 })]) {
    const rates = Array.from({ length: 101 }, (_, i) => rateAt(schedule, i / 100));
    for (let i = 1; i <= 100; i++) {
      assert(i <= 25 ? rates[i] > rates[i - 1] : rates[i] < rates[i - 1], `at ${i} %`);
    }
  }
});

Deno.test("schedules are plain data", () => {
  const schedules = [
    exponentialDecay(0.1, { factor: 0.9 }),
    stepDecay(0.1, { factor: 0.5, every: 10 }),
    cosineDecay(0.1),
    oneCycle(0.1),
  ];
  assertEquals(JSON.parse(JSON.stringify(schedules)), schedules);
});

Deno.test("schedules refuse numbers that make no sense", () => {
  assertThrows(() => exponentialDecay(0, { factor: 1 }), RangeError, "start must be a number");
  assertThrows(() => exponentialDecay(1, { factor: -1 }), RangeError, "factor must be a number");
  assertThrows(() => stepDecay(1, { factor: 1, every: 0 }), RangeError, "every must be");
  assertThrows(() => cosineDecay(NaN), RangeError, "peak must be a number greater than 0");
  assertThrows(() => cosineDecay(Infinity), RangeError, "but is Infinity");
  assertThrows(() => cosineDecay(1, { warmUp: 1 }), RangeError, "less than 1, but is 1");
  assertThrows(() => oneCycle(1, { warmUp: -0.1 }), RangeError, "less than 1, but is -0.1");
});

function rateAt(schedule: Schedule, progress: number): number {
  return learningRateAt(schedule, { epoch: 0, progress });
}

/** Checks rates by the part of all steps that is done. */
function assertRates(schedule: Schedule, rates: Record<number, number>) {
  for (const [progress, rate] of Object.entries(rates)) {
    assertAlmostEquals(rateAt(schedule, Number(progress)), rate, 1e-12, `at ${progress}`);
  }
}
