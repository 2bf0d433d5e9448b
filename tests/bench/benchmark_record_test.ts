// The record of a benchmark, written and read.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import type { Benchmark } from "../../lib/bench/benchmark.ts";
import { readBenchmark, writeBenchmark } from "../../lib/bench/benchmark_record.ts";
import { readRecords } from "../../lib/records/record_files.ts";
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
    [{ machine: { ...sample.machine, vectorBits: 0 } }, "machine.vectorBits is 0"],
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
