// Every recipe from every seed.

import { assert, assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { weightsSha256 } from "../../lib/nn/mod.ts";
import {
  DivergenceError,
  fit,
  type Runner,
  type SeedRun,
  sgd,
  sweep,
  type SweepResult,
  trainSeeds,
  workerRunner,
} from "../../lib/train/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { bars, build, recipe } from "./synthetic.ts";

const train = bars(60);
const recipes = [recipe, { ...recipe, optimizer: sgd() }];

/** The digest of what fit finds alone. */
async function alone(recipe: typeof recipes[number], seed: number): Promise<string> {
  const network = build(recipe, { seed });
  await fit(network, train, recipe);
  return await weightsSha256(network);
}

/** The run of a result, which must have one. */
function runOf(result: SweepResult): SeedRun {
  if (result.type === "trained") return result.run;
  throw new Error(`A run was expected, not: ${result.type}`);
}

Deno.test("sweep trains every recipe from every seed, to the bits that fit finds alone", async () => {
  const epochs: string[] = [];
  const results = await sweep(recipes, {
    seeds: [2, 1],
    train,
    test: train,
    onEpoch: ({ recipe, seed }, { epoch }) =>
      void epochs.push(`${recipes.indexOf(recipe)} ${seed} ${epoch}`),
  });
  assertEquals(results.map(({ recipe, seed }) => [recipes.indexOf(recipe), seed]), [
    [0, 2],
    [0, 1],
    [1, 2],
    [1, 1],
  ]);
  for (const result of results) {
    const { weightsSha256, test } = runOf(result);
    assertEquals(weightsSha256, await alone(result.recipe, result.seed));
    assertEquals(test?.count, 60);
  }
  assertEquals(epochs.length, 12);
  assertEquals(new Set(epochs).size, 12);
});

Deno.test("sweep goes on when a training fails, and says of each how it ended", async () => {
  const wild = { ...recipe, learningRate: 1e38 };
  const results = await sweep([wild, recipe], { seeds: [1, 2], train, workers: 1 });
  assertEquals(results.map(({ type }) => type), ["failed", "failed", "trained", "trained"]);
  assertInstanceOf(results[0].type === "failed" && results[0].error, DivergenceError);
});

Deno.test("sweep says which trainings had not started when it was stopped", async () => {
  const stop = new AbortController();
  const long = { ...recipe, epochs: 1e6 };
  const results = await sweep([long, recipe], {
    seeds: [1],
    train,
    workers: 1,
    signal: stop.signal,
    onEpoch: () => stop.abort(),
  });
  assertEquals(runOf(results[0]).history.stopped, true);
  assertEquals(results[1].type, "notStarted");
});

Deno.test("sweep keeps each training in a file of its own, and does not repeat it", async () => {
  await withDirectory(async (checkpoints) => {
    const options = { seeds: [1], train, checkpoints };
    const first = await sweep(recipes, options);
    const files = Array.from([0, 1], (i) => join(checkpoints, `recipe-${i}`, "seed-1.safetensors"));
    for (const file of files) assert((await Deno.stat(file)).isFile);
    const heard: number[] = [];
    const again = await sweep(recipes, {
      ...options,
      onEpoch: (_, { epoch }) => void heard.push(epoch),
    });
    assertEquals(heard, []);
    assertEquals(
      again.map((result) => runOf(result).weightsSha256),
      first.map((result) => runOf(result).weightsSha256),
    );
  });
});

Deno.test("sweep and trainSeeds throw what a function throws that is told of a training", async () => {
  const heard = () => {
    throw new Error("heard");
  };
  await assertRejects(() => sweep(recipes, { seeds: [1], train, onEpoch: heard }), Error, "heard");
  const runner = workerRunner({ workers: 1 });
  await assertRejects(
    () => trainSeeds(recipe, { seeds: [1], train, onEpoch: heard, runner }),
    Error,
    "heard",
  );
});

Deno.test("sweep and trainSeeds leave the trainings to the runner that they are given", async () => {
  const seen: number[] = [];
  const runner: Runner = {
    run(trainings) {
      seen.push(...trainings.map(({ seed }) => seed));
      return Promise.resolve(trainings.map(() => ({ type: "notStarted" })));
    },
  };
  assertEquals(await trainSeeds(recipe, { seeds: [7, 8], train, runner }), []);
  assertEquals((await sweep(recipes, { seeds: [9], train, runner })).length, 2);
  assertEquals(seen, [7, 8, 9, 9]);
});

Deno.test("sweep refuses recipes and options that are not what they must be", async () => {
  const options = { seeds: [1], train };
  const cases: [recipes: unknown, options: unknown, message: string][] = [
    [recipe, options, "Cannot sweep: the list of recipes is"],
    [[recipe, { ...recipe, epochs: -1 }], options, "[1].epochs is -1 but must be an integer of at"],
    [recipes, { ...options, seeds: [1, 1] }, "seeds is [1,1] but must be a list of integers, each"],
    [recipes, { ...options, runner: "queue" }, 'runner is "queue" but must be a runner such as'],
    [recipes, { ...options, onAdvice() {} }, "found the unknown onAdvice"],
  ];
  const start = sweep as (...args: unknown[]) => Promise<unknown>;
  for (const [recipes, options, message] of cases) {
    await assertRejects(() => start(recipes, options), TypeError, message);
  }
});
