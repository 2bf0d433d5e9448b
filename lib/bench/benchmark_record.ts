// The records of the benchmark: data/records/benchmarks has one for each kind of machine.

import { join } from "@std/path";
import { jsonNames, recordsDirectory, type RecordsOptions } from "../records/record_files.ts";
import { pathOfKind, readKind, type RecordKind, writeKind } from "../records/record_of_kind.ts";
import type { Benchmark, Machine } from "./benchmark.ts";
import { benchmarkSchema } from "./benchmark_schema.ts";

/**
 * Reads the records of the benchmark, the newest first.
 *
 * @throws {Deno.errors.NotFound} If there is none yet: the error names the command.
 * @throws {SyntaxError} If one is not JSON.
 * @throws {TypeError} If one is not the record of a benchmark, or of another machine than its file says: the
 * error names the field.
 */
export async function readBenchmarks(
  { directory: records = recordsDirectory }: RecordsOptions = {},
): Promise<Benchmark[]> {
  const directory = folderOf(records);
  const names = await jsonNames(directory);
  if (names.length === 0) {
    throw new Deno.errors.NotFound(
      `Cannot read the benchmarks in ${directory}: found none; measure with "${COMMAND}"`,
    );
  }
  const benchmarks = await Promise.all(names.map(async (name) => {
    const benchmark = await readKind(kindOf(name), { directory });
    const expected = nameOf(benchmark.machine);
    if (name === expected) return benchmark;
    throw new TypeError(
      `Cannot read the record ${pathOfKind({ name }, { directory })}: its machine is that of ` +
        `${expected}.json but must be that of the file`,
    );
  }));
  return benchmarks.sort((a, b) => b.measured.localeCompare(a.measured));
}

/**
 * Writes the record of a benchmark, in place of an earlier one of the same kind of machine.
 *
 * @returns The path of the file.
 * @throws {TypeError} If a field is missing, unknown or of the wrong kind: the error names it.
 */
export async function writeBenchmark(
  benchmark: Benchmark,
  { directory = recordsDirectory }: RecordsOptions = {},
): Promise<string> {
  const kind = kindOf(nameOf(benchmark.machine));
  return await writeKind(benchmark, { ...kind, directory: folderOf(directory) });
}

/** The file for the benchmark of a kind of machine. */
export function benchmarkPath(
  machine: KindOfMachine,
  { directory }: { directory: string },
): string {
  return pathOfKind({ name: nameOf(machine) }, { directory: folderOf(directory) });
}

/** What tells kinds of machines apart. */
type KindOfMachine = Pick<Machine, "processor" | "vectorBits">;

/** What measures. */
const COMMAND = "deno task bench";

function kindOf(name: string): RecordKind<Benchmark> {
  return { name, schema: benchmarkSchema, command: COMMAND };
}

function folderOf(directory: string): string {
  return join(directory, "benchmarks");
}

/** Such as "intel-xeon-processor-512-bits". */
function nameOf({ processor, vectorBits }: KindOfMachine): string {
  const bits = vectorBits === null ? "" : ` ${vectorBits} bits`;
  // "(R)" and "(TM)" say nothing.
  const words = `${processor}${bits}`.toLowerCase().replaceAll(/\((r|tm)\)/g, " ").match(
    /[a-z\d]+/g,
  );
  return words?.join("-") ?? "machine";
}
