// What goes wrong: machines that are killed, frozen, or end; servers and notebooks that come back; bad jobs.

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { queueRunner } from "../../lib/queue/mod.ts";
import { idOf, type Job } from "../../lib/queue/job.ts";
import { decodeState, encodeState, type JobState } from "../../lib/queue/job_state.ts";
import { readState } from "../../lib/queue/held_job.ts";
import { kindOf } from "../../lib/queue/needs.ts";
import type { Queue } from "../../lib/queue/queue.ts";
import { objects } from "../../lib/queue/training_data.ts";
import { decodeSafetensors, encodeSafetensors } from "../../lib/nn/safetensors.ts";
import { dense, softmax } from "../../lib/nn/mod.ts";
import { UserError } from "../../lib/system/mod.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { sweep, trainSeeds } from "../../lib/train/mod.ts";
import { alone, digests, images, more, recipe, root, serverTest } from "./testbed.ts";

/** One that takes some seconds, so that things can happen to it. */
const long = { ...recipe, epochs: 200 };

/** What it comes to in this process. */
const expected = once(() => alone([long], { ...more(), seeds: [1], test: undefined }));

/** What is found once, when it is asked for first. */
function once<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined;
  return () => found ??= find();
}

/** Waits until something is written of a training, and returns its id and its state. */
async function written(
  queue: Queue,
  isIt: (state: JobState, id: string) => boolean,
): Promise<{ id: string; state: JobState }> {
  const watch = await queue.states.watch();
  for await (const entry of watch) {
    if (entry.operation !== "PUT") continue;
    const state = decodeState(entry.string());
    if (isIt(state, entry.key)) return { id: entry.key, state };
  }
  throw new Error("The states ended");
}

/** Waits until a checkpoint lies in the store. */
async function checkpointed({ connection }: Queue): Promise<void> {
  for await (const message of connection.subscribe("$O.trainings.M.>")) {
    if (message.json<{ name: string }>().name.startsWith("checkpoint-")) return;
  }
}

/** All trainings that are sent to the queue from now on, as they are sent. */
function listen({ connection }: Queue): Job[] {
  const jobs: Job[] = [];
  connection.subscribe("trainings.jobs.>", {
    callback: (_, message) => void jobs.push(message.json<Job>()),
  });
  return jobs;
}

serverTest("a machine that is killed is replaced, from the last checkpoint on", async (testbed) => {
  await using queue = await testbed.open();
  const a = await testbed.machine("a", ["--checkpoint=0"]);
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
    const a = await testbed.machine("a");
    const training = trainSeeds(long, {
      ...more(),
      seeds: [1],
      runner: queueRunner(testbed.address()),
    });
    await written(queue, (state) => state.type === "running" && state.epochs.length > 0);
    await a.signal("STOP");
    await testbed.machine("b");
    await written(queue, ({ machine }) => machine === "b");
    await a.signal("CONT");
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

serverTest("a machine that is told to end gives its training back at once", async (testbed) => {
  await using queue = await testbed.open();
  const a = await testbed.machine("a");
  const training = trainSeeds(long, {
    ...more(),
    seeds: [1],
    runner: queueRunner(testbed.address()),
  });
  await written(queue, (state) => state.type === "running" && state.epochs.length > 0);
  await a.signal("TERM");
  await a.ended;
  await testbed.machine("b");
  await training;
  const { state } = await written(queue, ({ type }) => type === "done");
  // It was no fault of the training.
  assertEquals([state.machine, state.attempts], ["b", 1]);
});

serverTest("a server that was killed comes back with all trainings", async (testbed) => {
  await using queue = await testbed.open();
  const machine = await testbed.machine("a");
  const seeds = [1, 2, 3, 4];
  const options = { ...more(), seeds };
  const short = { ...long, epochs: 60 };
  const training = sweep([short], { ...options, runner: queueRunner(testbed.address()) });
  await machine.says(/ done$/);
  await testbed.killServer();
  await testbed.startServer();
  assertEquals(digests(await training), await alone([short], { ...options, test: undefined }));
  assertEquals(new Set(machine.lines.filter((line) => / done$/.test(line))).size, 4);
  await queue.close();
});

serverTest("a notebook that is closed and opened again finds its sweep", async (testbed) => {
  await using queue = await testbed.open();
  const machine = await testbed.machine("a");
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
  await written(queue, (state) => state.type === "running" && state.epochs.length > 0);
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

serverTest(
  "a training that is stopped gives what it learned, and goes on when it is asked for again",
  async (testbed) => {
    await using queue = await testbed.open();
    const machine = await testbed.machine("a");
    const stop = new AbortController();
    const options = { ...more(), test: images().test, seeds: [1, 2] };
    const runner = queueRunner(testbed.address());
    const runs = await trainSeeds(long, {
      ...options,
      runner,
      signal: stop.signal,
      onEpoch: () => stop.abort(),
    });
    // The other one waited for the machine.
    assertEquals(runs.map(({ history }) => history.stopped), [true]);
    assert(runs[0].test!.count === 50 && runs[0].history.epochs.length < long.epochs);
    await machine.says(/ stopped$/);
    assertEquals((await queue.waiting()).size, 0);
    const again = await trainSeeds(long, { ...options, runner });
    assertEquals(again.map(({ weightsSha256 }) => weightsSha256), await alone([long], options));
  },
);

serverTest("a training that others want goes on when one stops it", async (testbed) => {
  await using queue = await testbed.open();
  await testbed.machine("a");
  const stop = new AbortController();
  const options = { ...more(), seeds: [1], runner: queueRunner(testbed.address()) };
  const other = trainSeeds(long, options);
  await written(queue, (state) => state.type === "running" && state.epochs.length > 0);
  const [stopped] = await trainSeeds(long, {
    ...options,
    signal: stop.signal,
    onEpoch: () => stop.abort(),
  });
  assertEquals(stopped.history.stopped, true);
  const [run] = await other;
  assertEquals(run.history.stopped, false);
  assertEquals(
    [run.weightsSha256],
    await expected(),
  );
});

serverTest("a training that no machine survives is given up", async (testbed) => {
  await using queue = await testbed.open();
  const jobs = listen(queue);
  const runner = queueRunner(testbed.address());
  const training = assertRejects(
    () => trainSeeds(recipe, { ...images(), seeds: [1], runner }),
    UserError,
    "Cannot train: it was begun 5 times and no machine came to its end",
  );
  // As if five machines had taken it and had not been heard of again.
  const id = await firstId(jobs);
  const state: JobState = {
    type: "running",
    machine: "z",
    holder: "z",
    delivery: [1, 0],
    attempts: 5,
    epochs: [],
  };
  await queue.states.put(id, encodeState(state));
  await testbed.machine("a");
  await training;
  // Whoever asks again gives it another chance.
  const [run] = await trainSeeds(recipe, { ...images(), seeds: [1], runner });
  assertEquals([run.weightsSha256], await alone([recipe], { seeds: [1] }));

  /** The id of the first training that is sent. */
  async function firstId(jobs: Job[]): Promise<string> {
    while (jobs.length === 0) await queue.connection.flush();
    return await idOf(jobs[0]);
  }
});

serverTest(
  "a machine refuses what is no training, or another one, and goes on",
  async (testbed) => {
    await using queue = await testbed.open();
    const jobs = listen(queue);
    const machine = await testbed.machine("a");
    const runner = queueRunner(testbed.address());
    await trainSeeds(recipe, { ...images(), seeds: [1], runner });
    const [job] = jobs;
    const kind = await kindOf(job.needs);
    const id = await idOf(job);
    const other = (change: Partial<Job>) => ({ ...job, ...change });
    const cases: [job: unknown, id: string, says: string][] = [
      ["no job", "f".repeat(64), "Cannot take a training from the queue: the training is"],
      [{ ...job, code: "Deno.exit()" }, "e".repeat(64), "found the unknown code"],
      [other({ seed: 7 }), "d".repeat(64), `but it came by the name ${"d".repeat(64)}`],
    ];
    const unfit = other({ needs: { ...job.needs, version: "9.9.9+abc" } });
    cases.push([unfit, await idOf(unfit), "its version is"]);
    const unknown = other({ train: { base: "0".repeat(64), count: 5 } });
    cases.push([unknown, await idOf(unknown), "the images of digest 000"]);
    const lost = other({ train: { ...job.train, count: 5, indices: "1".repeat(64) } });
    cases.push([lost, await idOf(lost), "the indices 111111111111… are missing"]);
    const network = [dense(1e9), softmax()];
    const huge = other({ recipe: { ...recipe, network } });
    cases.push([huge, await idOf(huge), "up to dense1.weights [784, 1000000000] its network has"]);
    for (const [content, name, says] of cases) {
      await queue.send(new TextEncoder().encode(JSON.stringify(content)), { kind, id: name });
      const { state } = await written(queue, ({ type }, key) => key === name && type === "failed");
      assertStringIncludes(state.type === "failed" ? state.error.message : "", says);
    }
    await machine.says(/ failed: /, { times: cases.length });
    // A state that cannot be read is none.
    await queue.states.put(await idOf(other({ seed: 5 })), "nonsense");
    const fifth = await trainSeeds(recipe, { ...images(), seeds: [5], runner });
    assertEquals(fifth.map((run) => run.weightsSha256), await alone([recipe], { seeds: [5] }));
    // A result that was damaged in the store is no result.
    await queue.put(objects.result(id), new Uint8Array(100));
    const [run] = await trainSeeds(recipe, { ...images(), seeds: [1], runner });
    assertEquals([run.weightsSha256], await alone([recipe], { seeds: [1] }));
  },
);

serverTest(
  "one training is done on two machines and compared, where that is wanted",
  async (testbed) => {
    await using queue = await testbed.open();
    const jobs = listen(queue);
    const notices: string[] = [];
    const runner = queueRunner(testbed.address(), {
      verify: 1,
      onNotice: (notice) => void notices.push(notice),
    });
    const options = { ...images(), seeds: [1, 2] };
    // A machine compares nothing with itself.
    const a = await testbed.machine("a");
    const alone = await sweep([recipe], { ...options, runner });
    assertEquals(alone.map(({ type }) => type), ["trained", "trained"]);
    assertStringIncludes(notices.join(), "there is only one machine, and two are needed");
    assertEquals(a.lines.filter((line) => line.endsWith(" done")).length, 2);
    const b = await testbed.machine("b");
    assertEquals(digests(await sweep([recipe], { ...options, runner })), digests(alone));
    await b.says(/ done$/, { times: 2 });
    // A machine that is wrong: it hands in the weights of another training.
    const [first, second] = [jobs[0], { ...jobs[0], seed: 2 }];
    const repetition = await idOf({ ...first, repetition: 1 });
    const state = await readState(queue, repetition);
    const bytes = await queue.get(objects.result(await idOf(second)));
    const wrong = decodeSafetensors(bytes!);
    const { training } = wrong.metadata;
    await queue.put(
      objects.result(repetition),
      encodeSafetensors([...wrong.tensors].map(([name, value]) => ({ name, value })), {
        metadata: { training: training.replace('"seed":2', '"seed":1') },
      }),
    );
    assertEquals(state?.state.type, "done");
    await assertRejects(
      () => trainSeeds(recipe, { ...options, runner }),
      Error,
      "Cannot trust the training from seed 1: its weights have the digest",
    );
  },
);

serverTest("queueRunner says why nothing happens", async (testbed) => {
  await using queue = await testbed.open();
  const notices: string[] = [];
  const noticed = Promise.withResolvers<void>();
  const stop = new AbortController();
  const training = trainSeeds(recipe, {
    ...images(),
    seeds: [1],
    signal: stop.signal,
    runner: queueRunner(testbed.address(), {
      onNotice(notice) {
        notices.push(notice);
        if (notice.includes("None of")) noticed.resolve();
      },
    }),
  });
  await testbed.machine("other", ["--rounding=fast"]);
  await noticed.promise;
  assertStringIncludes(
    notices.join("\n"),
    "other: its arithmetic is fast rounding, version 1 but the bits of every machine, version 1 is needed",
  );
  stop.abort();
  assertEquals(await training, []);
  assertEquals((await queue.waiting()).size, 0);
});
