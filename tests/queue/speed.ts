// What the queue costs: deno run -A tests/queue/speed.ts [ROUNDS [EPOCHS]]. It needs nats-server and a quiet
// machine.

import { queueRunner } from "../../lib/queue/mod.ts";
import { median } from "../../lib/stats/mod.ts";
import { type Recipe, sweep, trainSeeds, workerRunner } from "../../lib/train/mod.ts";
import { loadMnist } from "../../lib/data/mod.ts";
import { dense, relu, softmax } from "../../lib/nn/mod.ts";
import { momentum, sgd } from "../../lib/train/mod.ts";
import { images, recipe, Testbed } from "./testbed.ts";

/** One that takes about ten seconds on one thread. */
const tenSeconds: Recipe = {
  inputShape: [784],
  network: [dense(100), relu(), dense(10), softmax()],
  loss: "crossEntropy",
  optimizer: momentum(),
  learningRate: 0.05,
  epochs: Number(Deno.args[1] ?? 10),
  batchSize: 50,
};

const ROUNDS = Number(Deno.args[0] ?? 5);
const { train, test } = await loadMnist();

await Testbed.use(async (testbed) => {
  await testbed.machine("a");
  const runners = {
    "in one process": workerRunner({ workers: 1 }),
    "by the queue": queueRunner(testbed.address()),
  };
  const shares: Record<string, number[]> = {};
  for (let seed = 1; seed <= ROUNDS; seed++) {
    for (const [name, runner] of Object.entries(runners)) {
      Deno.env.set("THREADS", "1");
      const start = performance.now();
      const [run] = await trainSeeds(tenSeconds, { seeds: [seed], train, test, runner });
      const wall = (performance.now() - start) / 1000;
      (shares[name] ??= []).push(wall - run.seconds);
      console.log(`${name}: ${wall.toFixed(2)} s, of which training ${run.seconds.toFixed(2)} s`);
    }
  }
  for (const [name, rest] of Object.entries(shares)) {
    console.log(`${name}: beside the training ${median(rest).toFixed(2)} s (median of ${ROUNDS})`);
  }
});

await Testbed.use(async (testbed) => {
  await Promise.all(["a", "b", "c"].map((name) => testbed.machine(name)));
  const short = { ...recipe, optimizer: sgd(), epochs: 12 };
  const seeds = Array.from({ length: 1000 }, (_, i) => i + 1);
  const start = performance.now();
  const runner = queueRunner(testbed.address());
  const results = await sweep([short], { ...images(), seeds, runner });
  const seconds = (performance.now() - start) / 1000;
  const trained = results.flatMap((result) => result.type === "trained" ? result.run.seconds : []);
  console.log(
    `${trained.length} trainings of ${median(trained).toFixed(3)} s (median), three machines: ` +
      `${(trained.length / seconds).toFixed(1)} a second, ${seconds.toFixed(1)} s in all`,
  );
  const again = performance.now();
  await sweep([short], { ...images(), seeds, runner });
  console.log(`the same again, found: ${((performance.now() - again) / 1000).toFixed(1)} s`);
});
