// The benchmark on disk: data/records/benchmark.json, written whole or not at all.

import { join } from "@std/path";
import { BENCHMARK_NAME, recordsDirectory, type RecordsOptions } from "../records/record_files.ts";
import { readJson } from "../system/read_json.ts";
import { checkSchema } from "../system/schema.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import type { Benchmark } from "./benchmark.ts";
import { benchmarkSchema } from "./benchmark_schema.ts";

/**
 * Reads the record of the benchmark.
 *
 * @throws {Deno.errors.NotFound} If there is none yet.
 * @throws {SyntaxError} If it is not JSON.
 * @throws {TypeError} If it is not the record of a benchmark: the error names the field.
 */
export async function readBenchmark(
  { directory = recordsDirectory }: RecordsOptions = {},
): Promise<Benchmark> {
  const path = benchmarkPath(directory);
  const to = `read the benchmark ${path}`;
  const value = await readJson(path, { to, missing: 'measure it with "deno task bench"' });
  return checkSchema(benchmarkSchema, value, { to, name: "the record" });
}

/**
 * Writes the record of the benchmark.
 *
 * @returns The path of the file.
 * @throws {TypeError} If a field is missing, unknown or of the wrong kind: the error names it.
 */
export async function writeBenchmark(
  benchmark: Benchmark,
  { directory = recordsDirectory }: RecordsOptions = {},
): Promise<string> {
  const path = benchmarkPath(directory);
  checkSchema(benchmarkSchema, benchmark, {
    to: `write the benchmark ${path}`,
    name: "the record",
  });
  const text = JSON.stringify(benchmark, null, 2);
  // Lists of numbers on one line: there are many.
  const compact = text.replaceAll(/\[[\s\d.,]+\]/g, (list) => list.replaceAll(/\s+/g, " "));
  await Deno.mkdir(directory, { recursive: true });
  await writeFileAtomic(path, `${compact}\n`);
  return path;
}

/** The file of the benchmark. */
export function benchmarkPath(directory: string): string {
  return join(directory, `${BENCHMARK_NAME}.json`);
}
