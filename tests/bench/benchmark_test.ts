// What is said of speeds: who was fastest, and how many times as fast.

import { assertEquals } from "@std/assert";
import { bestSpeeds, engineLabel, speedRatio } from "../../lib/bench/benchmark.ts";

Deno.test("speedRatio compares round by round, as far as both went", () => {
  // The machine was slow in the second round, for both.
  const a = { rates: [100, 50, 100, 77] };
  const b = { rates: [50, 25, 40] };
  assertEquals(speedRatio(a, b), 2);
});

Deno.test("engineLabel puts the version after the library's name", () => {
  const version = "1.2";
  assertEquals(engineLabel({ engine: "PyTorch", version }), "PyTorch 1.2");
  assertEquals(engineLabel({ engine: "NumPy, lean", version }), "NumPy 1.2, lean");
  assertEquals(engineLabel({ engine: "ours, blas", version }), "ours, blas");
});

Deno.test("bestSpeeds takes the better number of threads of each version, fastest first", () => {
  const peer = (engine: string, { version = "1", threads = 1, rates = [1] }) => ({
    engine,
    version,
    threads,
    rates,
  });
  const best = bestSpeeds({
    peers: [
      peer("PyTorch", { rates: [10, 11, 12] }),
      peer("PyTorch", { rates: [20, 9, 8], threads: 2 }),
      peer("PyTorch", { version: "2", rates: [5] }),
      peer("PyTorch, channels_last", { rates: [7] }),
      peer("PyTorch, channels_last", { rates: [8], threads: 2 }),
      peer("NumPy, lean", { rates: [6] }),
      peer("ours, wasm", { rates: [30, 31], threads: 2 }),
      peer("ours, wasm", { rates: [20, 21] }),
    ],
  });
  assertEquals(best.map(({ label, threads, rate }) => ({ label, threads, rate })), [
    { label: "ours, wasm", threads: 2, rate: 30.5 },
    { label: "PyTorch 1", threads: 1, rate: 11 },
    { label: "PyTorch 1, channels_last", threads: 2, rate: 8 },
    { label: "NumPy 1, lean", threads: 1, rate: 6 },
    { label: "PyTorch 2", threads: 1, rate: 5 },
  ]);
});
