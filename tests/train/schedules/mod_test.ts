// The registry of schedules.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { checkSchema } from "../../../lib/system/schema.ts";
import {
  cosineDecay,
  exponentialDecay,
  learningRateAt,
  oneCycle,
  type Schedule,
  scheduleKinds,
  scheduleSchema,
  stepDecay,
} from "../../../lib/train/schedules/mod.ts";

Deno.test("learningRateAt takes a number for a constant rate", () => {
  assertEquals(learningRateAt(0.01, { epoch: 7, progress: 0.7 }), 0.01);
});

Deno.test("learningRateAt rises until the peak of a cycle and falls after it", () => {
  for (const schedule of [oneCycle(1, { warmUp: 0.25 }), cosineDecay(1, { warmUp: 0.25 })]) {
    const rates = Array.from(
      { length: 101 },
      (_, i) => learningRateAt(schedule, { epoch: 0, progress: i / 100 }),
    );
    for (let i = 1; i <= 100; i++) {
      assert(i <= 25 ? rates[i] > rates[i - 1] : rates[i] < rates[i - 1], `at ${i} %`);
    }
  }
});

Deno.test("learningRateAt lists the schedules there are where it finds another", () => {
  for (const type of ["cosin", "constructor"]) {
    assertThrows(
      () => learningRateAt({ type } as unknown as Schedule, { epoch: 0, progress: 0 }),
      TypeError,
      `Cannot find the learning rate: type is "${type}" but must be one of ` +
        Object.keys(scheduleKinds).map((type) => `"${type}"`).join(", "),
    );
  }
});

Deno.test("scheduleSchema takes what schedules are made of, as JSON too", () => {
  const schedules = [
    0.1,
    exponentialDecay(0.1, { factor: 0.9 }),
    stepDecay(0.1, { factor: 0.5, every: 10 }),
    cosineDecay(0.1),
    oneCycle(0.1),
  ];
  const types = schedules.flatMap((schedule) => typeof schedule === "number" ? [] : schedule.type);
  assertEquals(new Set<string>(types), new Set(Object.keys(scheduleKinds)));
  for (const schedule of JSON.parse(JSON.stringify(schedules))) {
    assertEquals(checkSchema(scheduleSchema, schedule, { to: "train" }), schedule);
  }
});

Deno.test("scheduleSchema says what a learning rate must be", () => {
  const wanted = "must be a number greater than 0, or a schedule such as cosineDecay(0.1)";
  const cases: [value: unknown, message: string][] = [
    ["0.1", `the rate is "0.1" but ${wanted}`],
    [NaN, `the rate is NaN but ${wanted}`],
    [-0.1, "the rate is -0.1 but must be a number greater than 0"],
    [Infinity, "the rate is Infinity but must be a number greater than 0"],
    [cosineDecay, `the rate is the function cosineDecay but ${wanted}`],
    [{ ...cosineDecay(0.1), peak: 0 }, "peak is 0 but must be a number greater than 0"],
  ];
  for (const [value, message] of cases) {
    assertThrows(
      () => checkSchema(scheduleSchema, value, { to: "train", name: "the rate" }),
      TypeError,
      `Cannot train: ${message}`,
    );
  }
});
