// What a queue keeps, and for how long.

import { assertEquals, assertNotEquals } from "@std/assert";
import { jetstreamManager } from "@nats-io/jetstream";
import { Objm } from "@nats-io/obj";
import { nanos } from "@nats-io/transport-node";
import { queueRunner } from "../../lib/queue/mod.ts";
import { KEPT_TIME } from "../../lib/queue/store.ts";
import { trainSeeds } from "../../lib/train/mod.ts";
import { alone, images, recipe, serverTest } from "./testbed.ts";

serverTest("what a queue keeps is removed with time, and trained again", async (testbed) => {
  await using queue = await testbed.open();
  const machine = await testbed.machine("a");
  const options = { ...images(), seeds: [1], runner: queueRunner(testbed.address()) };
  await trainSeeds(recipe, options);
  assertEquals((await testbed.objects("result-")).length, 1);
  const manager = await jetstreamManager(queue.connection);
  const streams = ["KV_trainings", "OBJ_trainings"];
  const age = async (name: string) => (await manager.streams.info(name)).config.max_age;
  for (const name of streams) {
    assertEquals(await age(name), nanos(KEPT_TIME));
    // As if that time were over.
    await manager.streams.update(name, { max_age: nanos(100), duplicate_window: nanos(100) });
    while ((await manager.streams.info(name)).state.messages > 0) await queue.connection.flush();
    await manager.streams.update(name, { max_age: nanos(KEPT_TIME) });
  }
  assertEquals(await testbed.objects(""), []);
  const [run] = await trainSeeds(recipe, options);
  assertEquals([run.weightsSha256], await alone([recipe], { seeds: [1] }));
  await machine.says(/ done$/, { times: 2 });
});

serverTest("what trainings need is put there again before it is removed", async (testbed) => {
  await using queue = await testbed.open();
  const objects = await new Objm(queue.connection).open("trainings");
  const put = async () => {
    await queue.store.putOnce("indices", new Uint8Array(8));
    return (await objects.info("indices"))!.nuid;
  };
  const first = await put();
  assertEquals(await put(), first);
  const { now } = Date;
  try {
    Date.now = () => now() + KEPT_TIME / 2;
    assertNotEquals(await put(), first);
  } finally {
    Date.now = now;
  }
});
