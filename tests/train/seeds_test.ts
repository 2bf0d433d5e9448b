// The same training from several seeds, in Workers.

import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { runDeno } from "../../lib/system/run_deno.ts";
import { SafetensorsError, weightsSha256 } from "../../lib/nn/mod.ts";
import {
  DivergenceError,
  type EpochReport,
  evaluate,
  fit,
  sgd,
  trainSeeds,
} from "../../lib/train/mod.ts";
import { arithmeticOf } from "../../lib/tensor/mod.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { bars, build, recipe } from "./synthetic.ts";

const root = fromFileUrl(new URL("../..", import.meta.url));
const train = bars(60);
const test = bars(30, { seed: 2 });

Deno.test("trainSeeds finds in Workers what fit finds alone", async () => {
  const epochs = new Map<number, EpochReport[]>();
  const runs = await trainSeeds(recipe, {
    seeds: [3, 1, 2],
    train,
    validation: test,
    test,
    workers: 2,
    onEpoch: (seed, epoch) => void epochs.set(seed, [...epochs.get(seed) ?? [], epoch]),
  });
  assertEquals(runs.map(({ seed }) => seed), [3, 1, 2]);
  // It is built when asked for, and only once.
  assertStrictEquals(runs[0].network, runs[0].network);
  for (const { seed, network, history, weightsSha256: fingerprint, test: found, seconds } of runs) {
    const alone = build(recipe, { seed });
    await fit(alone, train, recipe);
    assertEquals(fingerprint, await weightsSha256(alone));
    assertEquals(await weightsSha256(network), fingerprint);
    assertEquals(found, await evaluate(alone, test));
    assertEquals(history, {
      epochs: epochs.get(seed)!,
      stopped: false,
      arithmetic: arithmeticOf(alone.backend),
    });
    assertEquals(history.epochs.at(-1)?.validationAccuracy, found?.accuracy);
    assert(seconds > 0);
  }
});

Deno.test("trainSeeds stops all trainings and returns what they learned", async () => {
  const stop = new AbortController();
  const started = new Set<number>();
  const runs = await trainSeeds({ ...recipe, optimizer: sgd(), epochs: 1e6, batchSize: 1 }, {
    seeds: [1, 2, 3],
    train: bars(3000),
    workers: 2,
    signal: stop.signal,
    onProgress(seed, { epochs }) {
      if (epochs > 0.5) started.add(seed);
      if (started.size === 2) stop.abort();
    },
  });
  // The third had not started.
  assertEquals(runs.map(({ seed }) => seed), [1, 2]);
  assert(runs.every(({ history }) => history.stopped));
  assert((await evaluate(runs[0].network, test)).accuracy > 0.5);
});

Deno.test("trainSeeds passes on the error of a training", async () => {
  await assertRejects(
    () => trainSeeds({ ...recipe, learningRate: 1e38 }, { seeds: [1, 2], train, workers: 1 }),
    DivergenceError,
    "Try a rate ten times smaller",
  );
  await assertRejects(
    () => trainSeeds({ ...recipe, batchSize: 0 }, { seeds: [1, 2], train }),
    TypeError,
    "Cannot train: batchSize is 0 but must be an integer of at least 1",
  );
  await withDirectory(async (checkpoints) => {
    await Deno.writeTextFile(join(checkpoints, "seed-2.safetensors"), "no checkpoint at all");
    await assertRejects(
      () => trainSeeds(recipe, { seeds: [1, 2], train, workers: 1, checkpoints }),
      SafetensorsError,
      "seed-2.safetensors: the header",
    );
  });
});

Deno.test("trainSeeds refuses recipes and options that are not what they must be", async () => {
  const options = { seeds: [1], train };
  const cases: [recipe: unknown, options: unknown, message: string][] = [
    [{ ...recipe, network: undefined }, options, "network is missing but must be a list"],
    [{ ...recipe, network: [{ type: "dens" }] }, options, 'network[0].type is "dens" but must be '],
    [{ ...recipe, inputShape: 784 }, options, "inputShape is 784 but must be a list of integers"],
    [{ ...recipe, optimizer: "adam" }, options, 'optimizer is "adam" but must be an optimizer'],
    [{ ...recipe, seed: 1 }, options, "found the unknown seed"],
    [recipe, { ...options, seeds: 3 }, "seeds is 3 but must be a list of integers"],
    [recipe, { ...options, seeds: [1, "2"] }, 'seeds[1] is "2" but must be an integer'],
    [recipe, { ...options, seeds: [1, 2, 1] }, "seeds is [1,2,1] but must be a list of integers, "],
    [recipe, { ...options, train: undefined }, "train is missing but must be a Dataset"],
    [recipe, { ...options, workers: 0 }, "workers is 0 but must be an integer of at least 1"],
    [recipe, { ...options, workers: -1 }, "workers is -1 but must be an integer of at least 1"],
    [recipe, { ...options, checkpoint: "a" }, "found the unknown checkpoint"],
    [recipe, undefined, "the argument is missing but must be an object"],
  ];
  const start = trainSeeds as (...args: unknown[]) => Promise<unknown>;
  for (const [recipe, options, message] of cases) {
    await assertRejects(() => start(recipe, options), TypeError, `Cannot train: ${message}`);
  }
});

Deno.test("trainSeeds refuses a number of threads that makes no sense", async () => {
  // In a process of its own, for the environment belongs to all tests.
  const code = `
    import { trainSeeds } from "./lib/train/mod.ts";
    import { bars, recipe } from "./tests/train/synthetic.ts";
    for (const threads of ["-1", "0", "0.5", "abc"]) {
      Deno.env.set("THREADS", threads);
      await trainSeeds(recipe, { seeds: [1], train: bars(8) })
        .then((runs) => console.log(runs.length), ({ name, message }) => console.log(name, message));
    }
  `;
  const { stdout } = await runDeno(["run", "-A", "-"], root, { stdin: code });
  const lines = ["-1", "0", "0.5", "abc"].map((threads) =>
    `RangeError Cannot use THREADS=${threads}: the number of threads must be an integer from 1 to 64\n`
  );
  assertEquals(stdout, lines.join(""));
});

Deno.test("trainSeeds ends all trainings when one fails, also in a function that is told of it", async () => {
  const endless = { ...recipe, epochs: 1e6 };
  const heard: number[] = [];
  await assertRejects(
    () =>
      trainSeeds(endless, {
        seeds: [1, 2],
        train,
        workers: 2,
        onProgress(seed) {
          heard.push(seed);
          if (new Set(heard).size === 2) throw new Error("heard of both");
        },
      }),
    Error,
    "heard of both",
  );
  const before = heard.length;
  // While another training reports three times, those would have reported, too.
  const stop = new AbortController();
  let reports = 0;
  await trainSeeds(endless, {
    seeds: [3],
    train,
    signal: stop.signal,
    onProgress: () => void (++reports === 3 && stop.abort()),
  });
  assertEquals(heard.length, before);
});
