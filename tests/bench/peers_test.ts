// How peers are started.

import { assertEquals } from "@std/assert";
import { peerCommands } from "../../lib/bench/peers.ts";

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
