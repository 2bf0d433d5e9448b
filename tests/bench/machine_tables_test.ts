// Machines in tables.

import { assertEquals } from "@std/assert";
import { machineRatios, machineTable } from "../../lib/bench/machine_tables.ts";
import { sampleBenchmark, samplePeer } from "./sample_benchmark.ts";

const here = sampleBenchmark();
const there = sampleBenchmark({
  measured: "2025-11-20",
  machine: { ...here.machine, processor: "Q", vectorBits: null },
});

function rowsOf(text: string): string[][] {
  return text.split("\n").filter((_, i) => i !== 1).map((line) => line.trimEnd().split(/ {2,}/));
}

Deno.test("machineTable says how wide the vectors are, where that is known", () => {
  assertEquals(rowsOf(`${machineTable([here, there])}`), [
    ["measured", "processor", "vectors", "processors", "system", "Deno"],
    ["2025-11-21", "P", "256 bits", "2", "linux", "2.9.6"],
    ["2025-11-20", "Q", "not recorded", "2", "linux", "2.9.6"],
  ]);
});

Deno.test("machineRatios holds ours on wasm against the fastest of all others, on each machine", () => {
  const [mlp] = there.training;
  const peers = [
    samplePeer("ours, wasm", 300),
    samplePeer("ours, blas", 900),
    samplePeer("PyTorch", 100, { threads: 2 }),
    samplePeer("PyTorch, channels_last", 200),
    samplePeer("PyTorch, channels_last", 20, { threads: 2 }),
  ];
  const product = { ...here.kernels[0], kernel: "matmul 512x512x512", threads: 1, seconds: 3 };
  const machines = [
    here,
    {
      ...there,
      training: [mlp, { ...mlp, title: "CNN", peers }],
      kernels: [product, { ...product, backend: "blas", seconds: 1.5 }],
    },
  ];
  assertEquals(rowsOf(`${machineRatios(machines)}`), [
    ["ours, wasm", "P, 256 bits, 2025-11-21", "Q, 2025-11-20"],
    ["MLP", "0.90 × PyTorch 2.0", "0.90 × PyTorch 2.0"],
    ["matmul 512x512x512, one thread", "–", "0.50 × the native library"],
    ["CNN", "–", "1.5 × PyTorch 2.0, channels_last"],
  ]);
  assertEquals(rowsOf(`${machineRatios([here])}`)[0], ["ours, wasm", "P, 256 bits, 2025-11-21"]);
});
