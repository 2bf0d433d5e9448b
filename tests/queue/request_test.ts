// A training that somebody asked for is stopped: what becomes of it, and of others who want it.

import { assert, assertEquals } from "@std/assert";
import { queueRunner } from "../../lib/queue/mod.ts";
import { trainSeeds } from "../../lib/train/mod.ts";
import { begun, expected, long, promptly } from "./observe.ts";
import { alone, images, more, serverTest } from "./testbed.ts";

serverTest(
  "a training that is stopped gives what it learned, and goes on when it is asked for again",
  async (testbed) => {
    await using queue = await testbed.open();
    const machine = await testbed.machine("a", promptly);
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
  await testbed.machine("a", promptly);
  const stop = new AbortController();
  const options = { ...more(), seeds: [1], runner: queueRunner(testbed.address()) };
  const other = trainSeeds(long, options);
  await begun(queue);
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
