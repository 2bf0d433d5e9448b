// The same training from several seeds, in Workers.

import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { join } from "@std/path";
import { SafetensorsError, weightsSha256 } from "../../lib/nn/mod.ts";
import {
  DivergenceError,
  type EpochReport,
  evaluate,
  fit,
  sgd,
  trainSeeds,
} from "../../lib/train/mod.ts";
import { bars, build, recipe } from "./synthetic.ts";

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
    assertEquals(history, { epochs: epochs.get(seed)!, stopped: false });
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
    RangeError,
    "batchSize must be an integer",
  );
});

Deno.test("trainSeeds ends all trainings when one fails", async () => {
  const checkpoints = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(checkpoints, "seed-2.safetensors"), "no checkpoint at all");
    let reports = 0;
    await assertRejects(
      () =>
        trainSeeds({ ...recipe, epochs: 1e6 }, {
          seeds: [1, 2],
          train,
          workers: 2,
          checkpoints,
          onProgress: () => reports++,
        }),
      SafetensorsError,
      "seed-2.safetensors: the header",
    );
    const before = reports;
    await new Promise((resolve) => setTimeout(resolve, 200));
    assertEquals(reports, before);
  } finally {
    await Deno.remove(checkpoints, { recursive: true });
  }
});
