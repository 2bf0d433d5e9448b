// Peers as processes: what they say, how they fail, and that none is left behind.

import { assertEquals, assertRejects } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { startPeers } from "../../lib/bench/competitors.ts";
import { type PeerCommand, PeerProcess } from "../../lib/bench/peer_process.ts";
import { peerCommands } from "../../lib/bench/peers.ts";
import { type Workload, workloads } from "../../lib/bench/workloads.ts";

const tinyPeer = fromFileUrl(new URL("./tiny_peer.ts", import.meta.url));
const doomed = fromFileUrl(new URL("./doomed_benchmark.ts", import.meta.url));

function command(behaviour: string, threads?: number): PeerCommand {
  const args = ["run", "-A", "--frozen", "--no-check", tinyPeer, behaviour];
  return { name: behaviour, command: [Deno.execPath(), ...args], threads };
}

Deno.test("startPeers starts who is there, and says why others are not", async () => {
  const end = new AbortController();
  const commands = [
    command("good", 2),
    command("missing", 1),
    command("missing", 2),
    { name: "python0", command: ["no-such-python"] },
  ];
  const { competitors, absent } = await startPeers(commands, end);
  try {
    assertEquals(
      competitors.map(({ engine, version, threads }) => ({ engine, version, threads })),
      [
        { engine: "tiny", version: "1", threads: 2 },
      ],
    );
    assertEquals(absent.toSorted((a, b) => a.engine < b.engine ? -1 : 1), [
      { engine: "missing", reason: "TypeError: no such library" },
      { engine: "python0", reason: "there is no program no-such-python" },
      { engine: "torch of good", reason: "not installed" },
    ]);
    const slice = await competitors[0].train({ engine: "tiny", name: "known", seconds: 3 }, {
      limit: 60,
    });
    assertEquals(slice, { images: 10, seconds: 3 });
  } finally {
    end.abort();
  }
});

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

/** The letter that Linux has for what a process is doing: T is halted. None if it is not there. */
async function stateOf(pid: number): Promise<string | undefined> {
  // A program may look there without the permissions that this test would need for it.
  const { stdout } = await new Deno.Command("cat", {
    args: [`/proc/${pid}/status`],
    stderr: "null",
  }).output();
  return new TextDecoder().decode(stdout).match(/^State:\s+(\w)/m)?.[1];
}

/** Waits until something is so. A test that waits in vain is ended by whoever runs it. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!await isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

Deno.test("a peer that ended is started again for its next network", async () => {
  const end = new AbortController();
  const { competitors: [tiny] } = await startPeers([command("good")], end);
  try {
    const train = (name: string, workload?: Workload) =>
      tiny.train({ engine: "tiny", name, seconds: 1, ...workload && { workload } }, { limit: 60 });
    await assertRejects(() => train("deadly", workloads[0]), Error, "it ended without a word");
    await assertRejects(() => train("deadly"), Error, "it ended without a word");
    assertEquals((await train("known", workloads[1])).images, 10);
    assertEquals((await train("known")).images, 10);
  } finally {
    end.abort();
  }
});

Deno.test({
  name: "a peer does not outlive a benchmark that is killed",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const [program, ...args] = command("good").command;
    const benchmark = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--frozen", "--no-check", doomed, program, ...args],
      stdout: "piped",
    }).spawn();
    const { value } = await benchmark.stdout.getReader().read();
    const pid = Number(new TextDecoder().decode(value));
    await until(async () => await stateOf(pid) === "T");
    benchmark.kill("SIGKILL");
    await benchmark.status;
    await until(async () => await stateOf(pid) === undefined);
  },
});

Deno.test("a signal ends peers, and no other is started", async () => {
  const end = new AbortController();
  const { competitors: [tiny] } = await startPeers([command("good")], end);
  end.abort(new Error("enough"));
  const train = (workload?: Workload) =>
    tiny.train({ engine: "tiny", name: "known", seconds: 1, ...workload && { workload } }, {
      limit: 60,
    });
  await assertRejects(() => train(), Error, "it was stopped");
  await assertRejects(() => train(workloads[0]), Error, "enough");
});

Deno.test("peerCommands has each Python with each number of threads", () => {
  const commands = peerCommands({
    data: "images",
    threads: [1, 2],
    ownThreads: [1, 2, 3],
    pythons: ["python3", "other/python"],
  });
  assertEquals(commands.map(({ name, threads }) => `${name}: ${threads ?? "its choice"}`), [
    ...["ours, wasm: 1", "ours, wasm: 2", "ours, wasm: 3", "ours, blas: 1", "ours, blas: 2"],
    ...["jax-js: its choice", "tfjs wasm: its choice", "tfjs cpu: its choice"],
    ...["python3: 1", "python3: 2", "other/python: 1", "other/python: 2"],
  ]);
  assertEquals(commands[1].env, { BACKEND: "wasm", THREADS: "2" });
});
