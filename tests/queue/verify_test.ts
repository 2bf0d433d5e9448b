// What whoever asks is told of the machines: that they differ, and why nothing happens.

import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { readState } from "../../lib/queue/held_job.ts";
import { idOf } from "../../lib/queue/job.ts";
import { queueRunner } from "../../lib/queue/mod.ts";
import { objects } from "../../lib/queue/training_data.ts";
import { decodeSafetensors, encodeSafetensors } from "../../lib/nn/safetensors.ts";
import { sweep, trainSeeds } from "../../lib/train/mod.ts";
import { listen } from "./observe.ts";
import { digests, images, recipe, serverTest } from "./testbed.ts";

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
    await a.says(/ done$/, { times: 2 });
    const b = await testbed.machine("b");
    assertEquals(digests(await sweep([recipe], { ...options, runner })), digests(alone));
    await b.says(/ done$/, { times: 2 });
    // A machine that is wrong: it hands in the weights of another training.
    const [first, second] = [jobs[0], { ...jobs[0], seed: 2 }];
    const repetition = await idOf({ ...first, repetition: 1 });
    const state = await readState(queue, repetition);
    const bytes = await queue.store.get(objects.result(await idOf(second)));
    const wrong = decodeSafetensors(bytes!);
    const { training } = wrong.metadata;
    await queue.store.put(
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
