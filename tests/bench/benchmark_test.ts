// The benchmark: its record, its ratios, its tables and its chart.

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { join } from "@std/path";
import { type Benchmark, engineLabel, speedRatio } from "../../lib/bench/benchmark.ts";
import { ratioChart } from "../../lib/bench/benchmark_chart.ts";
import { readBenchmark, writeBenchmark } from "../../lib/bench/benchmark_record.ts";
import {
  kernelTable,
  memoryKernelTable,
  speedTable,
  times,
} from "../../lib/bench/benchmark_tables.ts";
import { readRecords } from "../../lib/records/record_files.ts";
import { assertChart } from "../charts/assert_chart.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { sampleBenchmark, samplePeer } from "./sample_benchmark.ts";

Deno.test("writeBenchmark writes what readBenchmark reads, and it is no record of a training", async () => {
  await withDirectory(async (directory) => {
    const benchmark = sampleBenchmark();
    const path = await writeBenchmark(benchmark, { directory });
    assertEquals(path, join(directory, "benchmark.json"));
    assertEquals(await readBenchmark({ directory }), benchmark);
    assertEquals(await readRecords({ directory }), []);
    const text = await Deno.readTextFile(path);
    assert(text.includes('"rates": [ 1000, 1000, 1000 ]'), "lists of numbers are on one line");
    assertEquals((await Array.fromAsync(Deno.readDir(directory))).length, 1);
  });
});

Deno.test("readBenchmark says what is wrong with the file", async () => {
  await withDirectory(async (directory) => {
    await assertRejects(
      () => readBenchmark({ directory }),
      Deno.errors.NotFound,
      'measure it with "deno task bench"',
    );
    const path = join(directory, "benchmark.json");
    await Deno.writeTextFile(path, '{"measured": ');
    await assertRejects(() => readBenchmark({ directory }), SyntaxError, path);
  });
});

Deno.test("a benchmark with a wrong field is neither written nor read", async () => {
  const sample = sampleBenchmark();
  const [training] = sample.training;
  const [curve] = sample.scaling;
  const wrong: [Partial<Benchmark>, string][] = [
    [{ measured: "today" }, 'measured is "today" but must be a day'],
    [{ machine: { ...sample.machine, peak: 0 } }, "machine.peak is 0 but must be a number greater"],
    [{ kernels: [{ ...sample.kernels[0], seconds: NaN }] }, "kernels[0].seconds is NaN"],
    [{ training: [{ ...training, title: "" }] }, 'training[0].title is "" but must be a text'],
    [
      { training: [{ ...training, peers: [samplePeer("a", 0)] }] },
      "training[0].peers[0].rates[0] is 0 but must be a number greater than 0",
    ],
    [
      { training: [{ ...training, peers: [{ ...samplePeer("a", 1), rates: [] }] }] },
      "training[0].peers[0].rates is [] but must be a list of at least one number",
    ],
    [
      { training: [{ ...training, missing: [{ engine: "a" } as never] }] },
      "training[0].missing[0].reason is missing",
    ],
    [{ scaling: [{ ...curve, by: "luck" as never }] }, 'scaling[0].by is "luck"'],
    [{ scaling: [{ ...curve, points: [[1, 0]] }] }, "scaling[0].points[0][1] is 0"],
    [{ typo: 1 } as never, "found the unknown typo"],
    [{ kernel: sample.kernels } as never, "did you mean kernels?"],
  ];
  await withDirectory(async (directory) => {
    for (const [changes, message] of wrong) {
      const value = sampleBenchmark(changes);
      await assertRejects(() => writeBenchmark(value, { directory }), TypeError, message);
      const path = join(directory, "benchmark.json");
      await Deno.writeTextFile(path, JSON.stringify(value, (_, v) => Number.isNaN(v) ? "NaN" : v));
      await assertRejects(() => readBenchmark({ directory }), TypeError, message.split(" is ")[0]);
    }
  });
});

Deno.test("the project's own benchmark is a record, if there is one", async () => {
  const benchmark = await readBenchmark();
  assert(benchmark.training.length > 0 && benchmark.kernels.length > 0);
});

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

Deno.test("ratioChart writes each ratio at its bar, whoever is faster", () => {
  const chart = ratioChart(sampleBenchmark().training[0]);
  const texts = assertChart(chart).map(({ text }) => text);
  for (const text of ["18 × wasm", "36 × blas", "0.90 × wasm", "1.8 × blas", "PyTorch 2.0"]) {
    assert(texts.includes(text), `${text} in ${texts.join(", ")}`);
  }
});

Deno.test("ratioChart has ticks between 1 and 3 where all are much the same", () => {
  const peers = [samplePeer("ours, wasm", 200), samplePeer("PyTorch", 100)];
  const texts = assertChart(ratioChart({ title: "CNN", peers })).map(({ text }) => text);
  assert(texts.includes("1.5 ×"));
});

Deno.test("ratioChart needs somebody on each side", () => {
  assertThrows(
    () => ratioChart({ title: "MLP", peers: [samplePeer("ours, wasm", 1)] }),
    RangeError,
    "found 1 of ours and 0 peers",
  );
  const peers = [samplePeer("ours, wasm", 0), samplePeer("PyTorch", 1)];
  assertThrows(() => ratioChart({ title: "MLP", peers }), RangeError, "wasm is 0 times as fast as");
});
