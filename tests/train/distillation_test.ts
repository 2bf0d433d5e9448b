// Trainings with a teacher.

import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { Dataset } from "../../lib/data/mod.ts";
import { weightsSha256 } from "../../lib/nn/mod.ts";
import {
  type Checkpoint,
  evaluate,
  fit,
  type FitOptions,
  makeSoftTargets,
  type Recipe,
  trainSeeds,
} from "../../lib/train/mod.ts";
import { soften } from "../../lib/train/distillation.ts";
import { bars, build, classes, recipe } from "./synthetic.ts";

const data = bars(60);
const softTargets = await makeSoftTargets(someRows(data.count), data);
const distillation = { temperature: 2, weight: 0.9, teacher: softTargets.sha256 };
const taught: Recipe = { ...recipe, distillation };

Deno.test("soften answers what a softmax of logits divided by the temperature does", () => {
  const logits = [2, -1, 0.5];
  const softmax = (temperature: number) => {
    const powers = logits.map((z) => Math.exp(z / temperature));
    const sum = powers.reduce((sum, value) => sum + value);
    return powers.map((value) => value / sum);
  };
  const probabilities = new Float32Array(softmax(1));
  for (const temperature of [0.5, 1, 4, 20]) {
    const softened = soften({ probabilities, classes: 3 }, { temperature });
    for (const [i, wanted] of softmax(temperature).entries()) {
      assertAlmostEquals(softened[i], wanted, 1e-6);
    }
  }
  // At the coldest and the hottest that a recipe may ask for every row still adds up to 1.
  for (const temperature of [0.01, 1000]) {
    const even = { probabilities: new Float32Array(1000).fill(1e-3), classes: 1000 };
    assertAlmostEquals(soften(even, { temperature }).reduce((sum, p) => sum + p, 0), 1, 1e-4);
  }
  // What is not possible at all is not at any temperature.
  const sure = { probabilities: new Float32Array([1, 0]), classes: 2 };
  assertEquals([...soften(sure, { temperature: 20 })], [1, 0]);
});

Deno.test("fit learns what the teacher says, even against the labels", async () => {
  // A teacher that takes every bar for the next.
  const answers = new Float32Array(data.count * classes);
  for (let i = 0; i < data.count; i++) answers[i * classes + (data.label(i) + 1) % classes] = 1;
  const contrary = await makeSoftTargets(answers, data);
  const network = build();
  await fit(network, data, {
    ...recipe,
    epochs: 20,
    distillation: { temperature: 1, weight: 1, teacher: contrary.sha256 },
    softTargets: contrary,
  });
  const { predictions, labels } = await evaluate(network, bars(30, { seed: 2 }));
  const followed = predictions.filter((prediction, i) => prediction === (labels[i] + 1) % classes);
  assert(followed.length > 0.9 * labels.length, `${followed.length} of ${labels.length}`);
});

Deno.test("fit with a teacher of weight 0 learns as without one", async () => {
  const [alone, ignoring] = [build(), build()];
  await fit(alone, data, recipe);
  await fit(ignoring, data, {
    ...recipe,
    distillation: { ...distillation, weight: 0 },
    softTargets,
  });
  assertEquals(await weightsSha256(ignoring), await weightsSha256(alone));
});

Deno.test("fit goes on with a teacher to the same bits, and with no other teacher", async () => {
  let kept: Uint8Array | undefined;
  const checkpoint: Checkpoint = {
    name: "the variable",
    load: () => Promise.resolve(kept),
    save: (state) => Promise.resolve(void (kept = state)),
  };
  const whole = build();
  await fit(whole, data, { ...taught, softTargets });
  const stop = new AbortController();
  const options: FitOptions = { ...taught, softTargets, checkpoint };
  await fit(build(), data, { ...options, signal: stop.signal, onEpoch: () => stop.abort() });
  const other = await makeSoftTargets(someRows(data.count, 0.2), data);
  await assertRejects(
    () =>
      fit(build(), data, {
        ...options,
        softTargets: other,
        distillation: { ...distillation, teacher: other.sha256 },
      }),
    RangeError,
    "its distillation is",
  );
  const resumed = build();
  await fit(resumed, data, options);
  assertEquals(await weightsSha256(resumed), await weightsSha256(whole));
});

Deno.test("trainSeeds takes the teacher into its Workers", async () => {
  const [run] = await trainSeeds(taught, { seeds: [1], train: data, softTargets });
  const alone = build();
  await fit(alone, data, { ...taught, softTargets });
  assertEquals(run.weightsSha256, await weightsSha256(alone));
});

Deno.test("fit refuses a teacher that is not what it must be, and says what is wrong", async () => {
  const other = await makeSoftTargets(softTargets.probabilities, bars(60, { seed: 3 }));
  // The same images and labels, said to be of two classes, have the same digest.
  const { images, labels } = bars(60, { seed: 1 }).toMessage();
  const two = new Dataset(images, labels.map((label) => label % 2), {
    ...{ name: "two", imageShape: [4, 4], classes: 2 },
  });
  const fewer = await makeSoftTargets(new Float32Array(120).fill(0.5), two);
  const cases: [change: unknown, type: typeof TypeError | typeof RangeError, message: string][] = [
    [{ distillation }, TypeError, "names the teacher"],
    [{ softTargets }, TypeError, "found softTargets but no distillation"],
    [
      { distillation: { ...distillation, teacher: "0".repeat(64) }, softTargets },
      RangeError,
      `but distillation names the teacher ${"0".repeat(64)}`,
    ],
    [
      { distillation: { ...distillation, teacher: other.sha256 }, softTargets: other },
      RangeError,
      "evaluate the teacher on the same images in the same order",
    ],
    [
      { distillation, softTargets, loss: "meanSquaredError" },
      TypeError,
      "distillation needs the loss crossEntropy but it is meanSquaredError",
    ],
    [
      { distillation: { ...distillation, temperature: 0 }, softTargets },
      TypeError,
      "distillation.temperature is 0 but must be a number from 0.01 to 1000",
    ],
    [
      { distillation: { ...distillation, weight: 1.5 }, softTargets },
      TypeError,
      "distillation.weight is 1.5",
    ],
    [
      { distillation: { ...distillation, teacher: fewer.sha256 }, softTargets: fewer },
      RangeError,
      "120 probabilities of 2 classes but those to train on are 60 images of 3 classes",
    ],
    [{ distillation, softTargets: {} }, TypeError, "softTargets.probabilities is missing"],
  ];
  for (const [change, type, message] of cases) {
    await assertRejects(
      () => fit(build(), data, { ...recipe, ...change as Partial<FitOptions> }),
      type,
      message,
    );
  }
});

/** Rows of probabilities without meaning. */
function someRows(count: number, first = 0.7): Float32Array {
  return Float32Array.from(
    { length: count * classes },
    (_, i) => i % classes === Math.floor(i / classes) % classes ? first : (1 - first) / 2,
  );
}
