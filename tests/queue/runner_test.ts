// Trainings on the machines of a queue, with a real server.

import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { queueRunner } from "../../lib/queue/mod.ts";
import { DivergenceError, type EpochReport, sgd, sweep, trainSeeds } from "../../lib/train/mod.ts";
import { bars, recipe as barsRecipe } from "../train/synthetic.ts";
import { alone, digests, images, recipe, serverTest } from "./testbed.ts";

const recipes = [recipe, { ...recipe, optimizer: sgd() }];

serverTest(
  "queueRunner finds on other machines what this one finds, and tells of it",
  async (testbed) => {
    await testbed.machine("a");
    await testbed.machine("b");
    const heard = new Map<string, EpochReport[]>();
    const seeds = [1, 2, 3];
    const results = await sweep(recipes, {
      ...images(),
      validation: images().test,
      seeds,
      runner: queueRunner(testbed.address()),
      onEpoch({ recipe, seed }, epoch) {
        const name = `${recipes.indexOf(recipe)} ${seed}`;
        heard.set(name, [...heard.get(name) ?? [], epoch]);
      },
    });
    assertEquals(digests(results), await alone(recipes, { seeds, validation: images().test }));
    for (const result of results) {
      if (result.type !== "trained") continue;
      const { history } = result.run;
      assertEquals(heard.get(`${recipes.indexOf(result.recipe)} ${result.seed}`), history.epochs);
      assertEquals(result.run.test?.accuracy, history.epochs.at(-1)?.validationAccuracy);
    }
  },
);

serverTest("queueRunner trains nothing again that the queue has trained", async (testbed) => {
  const machine = await testbed.machine("a");
  const runner = queueRunner(testbed.address());
  const options = { ...images(), seeds: [1, 2], runner };
  const first = await sweep([recipe], options);
  await machine.says(/ done$/, { times: 2 });
  const heard: number[] = [];
  // Two that ask at the same time, one of them for more.
  const again = await Promise.all([
    sweep([recipe], { ...options, onEpoch: (_, { epoch }) => void heard.push(epoch) }),
    sweep([recipe], { ...options, seeds: [2, 3] }),
  ]);
  assertEquals(digests(again[0]), digests(first));
  assertEquals(digests(again[1])[0], digests(first)[1]);
  // The curves are there all the same.
  assertEquals(heard.toSorted(), [1, 1, 2, 2, 3, 3]);
  await machine.says(/ done$/, { times: 3 });
  assertEquals(machine.lines.filter((line) => line.endsWith(" done")).length, 3);
});

serverTest("a training that fails on a machine ends with its own error, once", async (testbed) => {
  const machine = await testbed.machine("a");
  const runner = queueRunner(testbed.address());
  const wild = { ...recipe, learningRate: 1e38 };
  const unfit = { ...recipe, inputShape: [783] };
  const options = { ...images(), seeds: [1], runner };
  const results = await sweep([wild, recipe, unfit], options);
  assertEquals(results.map(({ type }) => type), ["failed", "trained", "failed"]);
  assertInstanceOf(results[0].type === "failed" && results[0].error, DivergenceError);
  assertInstanceOf(results[2].type === "failed" && results[2].error, RangeError);
  await assertRejects(() => trainSeeds(wild, options), DivergenceError, "Try a rate ten times");
  await machine.says(/ failed: /, { times: 2 });
  assertEquals(machine.lines.filter((line) => line.includes(" failed: ")).length, 2);
});

serverTest("queueRunner refuses images that no machine can have", async (testbed) => {
  await assertRejects(
    () =>
      trainSeeds(barsRecipe, {
        seeds: [1],
        train: bars(9),
        runner: queueRunner(testbed.address()),
      }),
    Error,
    'Cannot train on a queue: the images "bars" are of no dataset',
  );
});
