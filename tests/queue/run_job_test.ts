// Trainings that a machine refuses: what no machine survives, what is none, and what is another one.

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { idOf, type Job } from "../../lib/queue/job.ts";
import { encodeState, type JobState } from "../../lib/queue/job_state.ts";
import { queueRunner } from "../../lib/queue/mod.ts";
import { kindOf } from "../../lib/queue/needs.ts";
import { objects } from "../../lib/queue/training_data.ts";
import { dense, softmax } from "../../lib/nn/mod.ts";
import { UserError } from "../../lib/system/mod.ts";
import { trainSeeds } from "../../lib/train/mod.ts";
import { listen, written } from "./observe.ts";
import { alone, images, recipe, serverTest } from "./testbed.ts";

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
    await queue.store.put(objects.result(id), new Uint8Array(100));
    const [run] = await trainSeeds(recipe, { ...images(), seeds: [1], runner });
    assertEquals([run.weightsSha256], await alone([recipe], { seeds: [1] }));
  },
);
