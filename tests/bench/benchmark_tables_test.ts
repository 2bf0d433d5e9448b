// The benchmark in tables.

import { assertEquals } from "@std/assert";
import {
  kernelTable,
  memoryKernelTable,
  speedTable,
  times,
} from "../../lib/bench/benchmark_tables.ts";
import { sampleBenchmark } from "./sample_benchmark.ts";

Deno.test("speedTable has a line for each engine, and how many times as fast ours are", () => {
  assertEquals(
    `${speedTable(sampleBenchmark().training[0])}`.split("\n").map((line) => line.split(/ {2,}/)),
    [
      ["trained by", "threads", "images a second", "ours, blas, is", "ours, wasm, is"],
      ["-----------", "----------", "---------------", "--------------", "--------------"],
      ["ours, blas", "1", "3,600", "1.0 ×", "0.50 ×"],
      ["PyTorch 2.0", "2", "2,000", "1.8 ×", "0.90 ×"],
      ["ours, wasm", "2", "1,800", "2.0 ×", "1.0 ×"],
      ["jax-js 2.0", "its choice", "100", "36 ×", "18 ×"],
    ],
  );
});

Deno.test("kernelTable holds wasm against the peak of as many threads", () => {
  const [head, , row] = `${kernelTable(sampleBenchmark())}`.split("\n");
  assertEquals(head.split(/ {2,}/), [
    "kernel",
    "wasm, 1 thread",
    "share of peak, 1",
    "wasm, 2 threads",
    "share of peak, 2",
    "blas, 1 thread",
  ]);
  assertEquals(row.split(/ {2,}/), [
    "matmul 2x2x2",
    "16.0 GFLOP/s",
    "80 %",
    "32.0 GFLOP/s",
    "80 %",
    "64.0 GFLOP/s",
  ]);
});

Deno.test("memoryKernelTable has the kernels that only move numbers", () => {
  const [, , ...rows] = `${memoryKernelTable(sampleBenchmark())}`.split("\n");
  assertEquals(rows, ["relu    4.0 GB/s"]);
});

Deno.test("times writes small ratios with two digits and large ones whole", () => {
  assertEquals([0.949, 1, 9.94, 9.96, 1234.5].map(times), [
    ...["0.95 ×", "1.0 ×", "9.9 ×", "10 ×", "1,235 ×"],
  ]);
});
