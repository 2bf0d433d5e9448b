// What goes wrong: machines that are killed, frozen, cut off, or end; servers and notebooks that come back.

import { assertEquals, assertRejects } from "@std/assert";
import { queueRunner } from "../../lib/queue/mod.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { DivergenceError, stepDecay, sweep, trainSeeds } from "../../lib/train/mod.ts";
import { Cable } from "./cable.ts";
import { begun, checkpointed, expected, long, promptly, written } from "./observe.ts";
import { root } from "./machine_process.ts";
import { alone, digests, more, recipe, serverTest } from "./testbed.ts";

serverTest("a machine that is killed is replaced, from the last checkpoint on", async (testbed) => {
  await using queue = await testbed.open();
  const a = await testbed.machine("a", promptly);
  const heard: number[] = [];
  const training = trainSeeds(long, {
    ...more(),
    seeds: [1],
    runner: queueRunner(testbed.address()),
    onEpoch: (_, { seconds }) => void heard.push(seconds),
  });
  await checkpointed(queue);
  await a.kill();
  await testbed.machine("b");
  const [run] = await training;
  assertEquals(
    [run.weightsSha256],
    await expected(),
  );
  assertEquals(heard.length, long.epochs);
  // The first epochs took there what they took on the machine that is no more.
  assertEquals(run.history.epochs[0].seconds, heard[0]);
  const { state } = await written(queue, ({ type }) => type === "done");
  assertEquals([state.machine, state.attempts], ["b", 2]);
});

serverTest(
  "a machine that was frozen finds that another has its training, and leaves it",
  async (testbed) => {
    await using queue = await testbed.open();
    const a = await testbed.machine("a", promptly);
    const training = trainSeeds(long, {
      ...more(),
      seeds: [1],
      runner: queueRunner(testbed.address()),
    });
    await begun(queue);
    a.signal("STOP");
    await testbed.machine("b");
    await written(queue, ({ machine }) => machine === "b");
    a.signal("CONT");
    await a.says(/ left: .* was taken over by another machine$/);
    const [run] = await training;
    assertEquals(
      [run.weightsSha256],
      await expected(),
    );
    const { state } = await written(queue, ({ type }) => type === "done");
    assertEquals(state.machine, "b");
    assertEquals(a.lines.filter((line) => line.endsWith(" done")), []);
  },
);

serverTest(
  "a machine that was cut off for longer than its patience leaves its training, and works on",
  async (testbed) => {
    await using queue = await testbed.open();
    using cable = new Cable(testbed.port);
    const a = await testbed.machine("a", promptly, { port: cable.port });
    const options = { ...more(), runner: queueRunner(testbed.address()) };
    const training = trainSeeds(long, { ...options, seeds: [1] });
    await begun(queue);
    cable.cut();
    const b = await testbed.machine("b");
    const [run] = await training;
    cable.mend();
    await a.says(/ left: .* was taken over by another machine$/);
    assertEquals([run.weightsSha256], await expected());
    const { state } = await written(queue, ({ type }) => type === "done");
    assertEquals([state.machine, state.attempts], ["b", 2]);
    assertEquals(a.lines.filter((line) => line.endsWith(" done")), []);
    assertEquals((await testbed.objects("result-")).length, 1);
    await b.kill();
    const [next] = await trainSeeds(recipe, { ...options, seeds: [2] });
    assertEquals(next.machine, "a");
    await a.says(/ done$/);
    // What it was about to keep of the first one is not left behind.
    assertEquals(await testbed.objects("checkpoint-"), []);
    assertEquals(
      [next.weightsSha256],
      await alone([recipe], { ...more(), seeds: [2], test: undefined }),
    );
  },
);

serverTest("a machine that is told to end gives its training back at once", async (testbed) => {
  await using queue = await testbed.open();
  const a = await testbed.machine("a", promptly);
  const training = trainSeeds(long, {
    ...more(),
    seeds: [1],
    runner: queueRunner(testbed.address()),
  });
  await begun(queue);
  a.signal("TERM");
  await a.ended;
  await testbed.machine("b");
  await training;
  const { state } = await written(queue, ({ type }) => type === "done");
  // It was no fault of the training.
  assertEquals([state.machine, state.attempts], ["b", 1]);
});

serverTest(
  "a training that diverges late fails, and leaves no checkpoint behind",
  async (testbed) => {
    await using queue = await testbed.open();
    const machine = await testbed.machine("a", promptly);
    const wild = { ...long, learningRate: stepDecay(0.05, { factor: 1e38, every: 150 }) };
    const failed = assertRejects(
      () => trainSeeds(wild, { ...more(), seeds: [1], runner: queueRunner(testbed.address()) }),
      DivergenceError,
      "Training diverged",
    );
    await checkpointed(queue);
    await failed;
    await machine.says(/ failed: /);
    assertEquals(await testbed.objects("checkpoint-"), []);
  },
);

serverTest("a server that was killed comes back with all trainings", async (testbed) => {
  await using queue = await testbed.open();
  const machine = await testbed.machine("a", promptly);
  const seeds = [1, 2, 3, 4];
  const options = { ...more(), seeds };
  const short = { ...long, epochs: 60 };
  const training = sweep([short], { ...options, runner: queueRunner(testbed.address()) });
  await machine.says(/ done$/);
  await testbed.killServer();
  await testbed.startServer();
  assertEquals(digests(await training), await alone([short], { ...options, test: undefined }));
  const done = () => new Set(machine.lines.filter((line) => line.endsWith(" done")));
  for (let times = 1; done().size < 4; times++) await machine.says(/ done$/, { times });
  assertEquals(done().size, 4);
  await queue.close();
});

serverTest("a notebook that is closed and opened again finds its sweep", async (testbed) => {
  await using queue = await testbed.open();
  const machine = await testbed.machine("a", promptly);
  const code = `
    import { queueRunner, parseAddress } from "./lib/queue/mod.ts";
    import { trainSeeds } from "./lib/train/mod.ts";
    import { more, recipe } from "./tests/queue/testbed.ts";
    const runner = queueRunner(parseAddress(Deno.args[0]));
    await trainSeeds({ ...recipe, epochs: 200 }, { ...more(), seeds: [1, 2], runner });
  `;
  const notebook = new Deno.Command(denoProgram(), {
    args: ["eval", "--quiet", code, testbed.url()],
    cwd: root,
    stdout: "null",
  }).spawn();
  await begun(queue);
  notebook.kill("SIGKILL");
  await notebook.status;
  await machine.says(/ done$/, { times: 2 });
  const runs = await trainSeeds(long, {
    ...more(),
    seeds: [1, 2],
    runner: queueRunner(testbed.address()),
  });
  assertEquals(runs.length, 2);
  assertEquals(machine.lines.filter((line) => line.endsWith(" done")).length, 2);
});
