// Trainings as data: what goes through the queue, and what comes out of it.

import { assert, assertEquals, assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Dataset } from "../../lib/data/mod.ts";
import { findImages, referTo } from "../../lib/queue/images_reference.ts";
import { decodeJob, encodeJob, idOf, type Job } from "../../lib/queue/job.ts";
import { decodeState, encodeState } from "../../lib/queue/job_state.ts";
import { fromJson, toJson } from "../../lib/queue/json.ts";
import { conv2d, dense, maxPool2d, relu } from "../../lib/nn/mod.ts";
import { UserError } from "../../lib/system/mod.ts";
import type { Recipe } from "../../lib/train/mod.ts";
import { bars, recipe } from "../train/synthetic.ts";

const digest = "0".repeat(64);
const job: Job = {
  needs: { version: "1", arithmetic: "plain loops", dataset: digest },
  recipe,
  seed: 1,
  train: { base: digest, count: 60 },
};

Deno.test("a training comes out of the queue as it went in, by a name that only it has", async () => {
  const id = await idOf(job);
  assertEquals(await decodeJob(encodeJob(job), { id }), JSON.parse(JSON.stringify(job)));
  // The order of the fields is no part of it.
  assertEquals(await idOf(Object.fromEntries(Object.entries(job).reverse()) as unknown as Job), id);
  for (const other of [{ seed: 2 }, { repetition: 1 }, { recipe: { ...recipe, epochs: 4 } }]) {
    assertNotEquals(await idOf({ ...job, ...other }), id);
  }
});

Deno.test("a training that is no plain recipe, or too large, goes neither in nor out", async () => {
  const cases: [change: object, message: string][] = [
    [{ script: "Deno.exit()" }, "found the unknown script"],
    [{ seed: "1" }, 'seed is "1" but must be an integer'],
    [{ recipe: { ...recipe, epochs: 1e9 } }, "recipe of at most 3000 epochs"],
    [{ recipe: { ...recipe, network: [{ type: "eval" }] } }, 'type is "eval" but must be'],
    [{ train: { base: "../../etc", count: 1 } }, "must be 64 hexadecimal digits"],
    [{ train: { base: digest, count: 0 } }, "must be an integer of at least 1"],
  ];
  for (const [change, message] of cases) {
    const wrong = { ...job, ...change } as Job;
    assertThrows(() => encodeJob(wrong), TypeError, message);
    const bytes = new TextEncoder().encode(JSON.stringify(wrong));
    const id = await idOf(wrong);
    await assertRejects(() => decodeJob(bytes, { id }), TypeError, message);
  }
  const layer = recipe.network[0];
  const large = { ...job, recipe: { ...recipe, network: new Array(9000).fill(layer) } };
  assertThrows(() => encodeJob(large), TypeError, "bytes but must take at most 262144");
  const bytes = new Uint8Array(2 ** 20);
  await assertRejects(() => decodeJob(bytes, { id: digest }), TypeError, "at most 262144 are read");
  const text = new TextEncoder().encode("{");
  await assertRejects(() => decodeJob(text, { id: digest }), TypeError, "Cannot take a training");
});

Deno.test("a training whose network is huge is not taken", async () => {
  const huge: [change: Partial<Recipe>, message: string][] = [
    [
      { network: [dense(1e9)] },
      "up to dense1.weights [64, 1000000000] its network has 64000000000",
    ],
    [{ inputShape: [28, 28, 1], network: Array(9).fill(conv2d(1500)) }, "up to conv2d5.weights"],
    [
      {
        inputShape: [1000, 1000, 1],
        network: Array(30).fill(maxPool2d(1000, { stride: 1, padding: 999 })),
      },
      "numbers for one input, but at most 67108864 are possible",
    ],
    [
      { inputShape: [1000, 1000, 1], network: [relu()], batchSize: 1e9 },
      "put out 600000000 numbers for a batch of 300, but at most 536870912 are possible",
    ],
  ];
  for (const [change, message] of huge) {
    const large = { ...job, recipe: { ...recipe, inputShape: [64], ...change } };
    large.train = { base: digest, count: 300 };
    const id = await idOf(large);
    const error = await assertRejects(
      () => decodeJob(encodeJob(large), { id }),
      RangeError,
      message,
    );
    assert(error.message.startsWith("Cannot take a training from the queue: "), error.message);
  }
});

Deno.test("images that were chosen from a dataset are found in the same dataset, in their order", async () => {
  const base = bars(50);
  await fc.assert(fc.asyncProperty(
    fc.uniqueArray(fc.nat({ max: 49 }), { minLength: 1 }),
    async (indices) => {
      const chosen = base.subset(indices);
      const referred = await referTo(chosen);
      const found = await findImages(Dataset.fromMessage(base.toMessage()), referred);
      assertEquals(found.toMessage().indices, chosen.toMessage().indices);
    },
  ));
  assertEquals((await referTo(base.take(7))).indices, undefined);
  const { reference } = await referTo(base.subset([3, 1]));
  for (const indices of [undefined, new Uint8Array(8)]) {
    await assertRejects(() => findImages(base, { reference, indices }), UserError, "damaged");
  }
});

Deno.test("JSON keeps numbers that are not finite", () => {
  fc.assert(fc.property(fc.array(fc.double({ noDefaultInfinity: false })), (numbers) => {
    assertEquals(fromJson(toJson({ numbers })), { numbers: numbers.map((number) => number + 0) });
  }));
  assertEquals(toJson([NaN, -Infinity]), '["NaN","-Infinity"]');
});

Deno.test("a state comes back as it was written, and nothing else is taken for one", () => {
  const epoch = { epoch: 1, learningRate: 0.1, loss: 2, accuracy: 0.5, seconds: 1 };
  const state = {
    type: "running",
    machine: "a",
    holder: "b",
    delivery: [1, 2],
    attempts: 1,
    epochs: [{ ...epoch, validationLoss: NaN }],
  } as const;
  assertEquals(
    decodeState(encodeState(state)),
    JSON.parse(JSON.stringify(state), (key, value) => key === "validationLoss" ? NaN : value),
  );
  assertThrows(() => decodeState('{"type":"gone"}'), TypeError, "Cannot read the state");
  assertThrows(
    () => decodeState('{"type":"done","machine":"a"}'),
    TypeError,
    "weightsSha256 is missing",
  );
});
