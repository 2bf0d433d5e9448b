// The record of a benchmark, written and read.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { basename, dirname, join } from "@std/path";
import type { Benchmark, Machine } from "../../lib/bench/benchmark.ts";
import { readBenchmarks, writeBenchmark } from "../../lib/bench/benchmark_record.ts";
import { readRecords } from "../../lib/records/record_files.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { sampleBenchmark, samplePeer } from "./sample_benchmark.ts";

Deno.test("writeBenchmark writes what readBenchmarks reads, and it is no record of a training", async () => {
  await withDirectory(async (directory) => {
    const benchmark = sampleBenchmark();
    const path = await writeBenchmark(benchmark, { directory });
    assertEquals(path, join(directory, "benchmarks", "p-256-bits.json"));
    assertEquals(await readBenchmarks({ directory }), [benchmark]);
    assertEquals(await readRecords({ directory }), []);
    const text = await Deno.readTextFile(path);
    assert(text.includes('"rates": [ 1000, 1000, 1000 ]'), "lists of numbers are on one line");
  });
});

Deno.test("each kind of machine has a record of its own, and the newest comes first", async () => {
  await withDirectory(async (directory) => {
    const { machine } = sampleBenchmark();
    const write = async (measured: string, kind: Partial<Machine>) => {
      const benchmark = sampleBenchmark({ measured, machine: { ...machine, ...kind } });
      return basename(await writeBenchmark(benchmark, { directory }));
    };
    const xeon = "Intel(R) Xeon(R) Processor";
    assertEquals(
      [
        await write("2026-11-21", { processor: "AMD EPYC", vectorBits: null }),
        await write("2026-11-23", { processor: xeon, vectorBits: 512 }),
        await write("2026-11-22", { processor: xeon }),
        await write("2026-11-24", { processor: "AMD EPYC", vectorBits: null, processors: 4 }),
        await write("2026-11-20", { processor: "™", vectorBits: null }),
      ],
      [
        ...["amd-epyc.json", "intel-xeon-processor-512-bits.json"],
        ...["intel-xeon-processor-256-bits.json", "amd-epyc.json", "machine.json"],
      ],
    );
    assertEquals(
      (await readBenchmarks({ directory })).map(({ measured, machine }) => [
        measured.slice(-2),
        machine.processors,
      ]),
      [["24", 4], ["23", 2], ["22", 2], ["20", 2]],
    );
  });
});

Deno.test("readBenchmarks says what is wrong with a file", async () => {
  await withDirectory(async (directory) => {
    await assertRejects(
      () => readBenchmarks({ directory }),
      Deno.errors.NotFound,
      'found none; measure with "deno task bench"',
    );
    const path = await writeBenchmark(sampleBenchmark(), { directory });
    const copy = join(dirname(path), "another.json");
    await Deno.copyFile(path, copy);
    await assertRejects(
      () => readBenchmarks({ directory }),
      TypeError,
      `${copy}: its machine is that of p-256-bits.json but must be that of the file`,
    );
    await Deno.writeTextFile(copy, '{"measured": ');
    await assertRejects(() => readBenchmarks({ directory }), SyntaxError, copy);
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
      assertEquals(await Array.fromAsync(Deno.readDir(directory)), []);
      const path = await writeBenchmark(sample, { directory });
      await Deno.writeTextFile(path, JSON.stringify(value, (_, v) => Number.isNaN(v) ? "NaN" : v));
      await assertRejects(() => readBenchmarks({ directory }), TypeError, message.split(" is ")[0]);
      await Deno.remove(dirname(path), { recursive: true });
    }
  });
});

Deno.test("the project's own benchmarks are records", async () => {
  for (const { training, kernels } of await readBenchmarks()) {
    assert(training.length > 0 && kernels.length > 0);
  }
});
