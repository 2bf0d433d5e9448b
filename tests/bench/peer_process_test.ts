// Peers as processes: what they say, and how they fail.

import { assertEquals, assertRejects } from "@std/assert";
import { PeerProcess } from "../../lib/bench/peer_process.ts";
import { command, stateOf, until } from "./tiny_peers.ts";

Deno.test("a peer that cannot do one workload can still do another", async () => {
  const peer = new PeerProcess(command("good"));
  try {
    await peer.greet();
    const train = (name: string) => peer.train({ engine: "tiny", name, seconds: 1 }, { limit: 60 });
    await assertRejects(() => train("unknown"), Error, "no workload unknown");
    assertEquals((await train("known")).images, 10);
  } finally {
    peer.stop();
  }
});

Deno.test("a peer that takes too long is ended", async () => {
  const peer = new PeerProcess(command("slow"));
  try {
    await peer.greet();
    const train = () => peer.train({ engine: "tiny", name: "known", seconds: 0.5 }, { limit: 1 });
    await assertRejects(train, Error, "it takes more than 1 s to train on a batch");
    assertEquals(peer.ended, true);
    await assertRejects(train, Error, "it takes more than 1 s to train on a batch");
  } finally {
    peer.stop();
  }
});

Deno.test({
  name: "a peer is halted until its next turn",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const peer = new PeerProcess(command("good"));
    try {
      await peer.greet();
      const train = (name: string) =>
        peer.train({ engine: "tiny", name, seconds: 1 }, { limit: 60 });
      const { images: pid } = await train("pid");
      await until(async () => await stateOf(pid) === "T");
      assertEquals((await train("known")).images, 10);
      await until(async () => await stateOf(pid) === "T");
    } finally {
      peer.stop();
    }
  },
});
