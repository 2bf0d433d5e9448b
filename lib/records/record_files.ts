// Records on disk: one JSON file each in data/records, in a fixed order, written whole or not at all.

import { basename, fromFileUrl, join } from "@std/path";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import { checkRecord } from "./check_record.ts";
import { makeRecord } from "./make_record.ts";
import type { RecordParts, TrainingRecord } from "./record.ts";

/** The project's own records, wherever the program was started. */
export const recordsDirectory: string = fromFileUrl(
  new URL("../../data/records", import.meta.url),
);

/** The name of the record of `deno task bench`: it lies among those of trainings but is none. */
export const benchmarkName = "benchmark";

/** Where records lie. */
export interface RecordsOptions {
  /** {@linkcode recordsDirectory} unless told. */
  directory?: string;
}

/**
 * Reads one record.
 *
 * @param name The file's name without ".json".
 * @throws {Deno.errors.NotFound} If there is no such record: the error lists those there are.
 * @throws {SyntaxError} If the file is not JSON.
 * @throws {TypeError} If it is not a record, or its name is not that of the file.
 */
export async function readRecord(
  name: string,
  { directory = recordsDirectory }: RecordsOptions = {},
): Promise<TrainingRecord> {
  const path = join(directory, `${name}.json`);
  const to = `read record ${path}`;
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    const known = await recordNames(directory);
    throw new Deno.errors.NotFound(
      `Cannot ${to}: there is no such file, found ${known.join(", ") || "no records"}; ` +
        `run the notebook that trains it`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`Cannot ${to}: ${(error as Error).message}`);
  }
  const record = checkRecord(value, { to });
  if (record.name !== name) {
    throw new TypeError(`Cannot ${to}: its name is "${record.name}" but must be that of the file`);
  }
  return record;
}

/**
 * Reads all records, in the order of their names; none if the directory does not exist.
 *
 * @throws What {@linkcode readRecord} throws, for the first one that is malformed.
 */
export async function readRecords(
  { directory = recordsDirectory }: RecordsOptions = {},
): Promise<TrainingRecord[]> {
  const names = await recordNames(directory);
  return await Promise.all(names.map((name) => readRecord(name, { directory })));
}

/** What {@linkcode writeRecord} did. */
export interface WrittenRecord {
  readonly record: TrainingRecord;
  /** False if the file said the same already, up to the times. */
  readonly changed: boolean;
}

/**
 * Makes a record and writes it to `NAME.json`.
 *
 * Where the file already says the same in everything but `seconds` and `machine`, it is left as it
 * is, so a repetition that proves a record leaves nothing to commit. The times in a file are thus
 * those of the run that first gave these weights; what a repetition took stands in its notebook.
 *
 * @param parts What was trained, and its runs.
 * @throws {TypeError} If a field is missing, unknown or of the wrong kind: the error names it.
 */
export async function writeRecord(
  parts: RecordParts,
  { directory = recordsDirectory }: RecordsOptions = {},
): Promise<WrittenRecord> {
  const record = makeRecord(parts);
  const path = join(directory, `${record.name}.json`);
  const text = JSON.stringify(record, null, 2) + "\n";
  const old = await Deno.readTextFile(path).catch(() => "");
  if (withoutTimes(old) === withoutTimes(text)) return { record, changed: false };
  await Deno.mkdir(directory, { recursive: true });
  await writeFileAtomic(path, text);
  return { record, changed: true };
}

/** The text of a record less the two fields that a repetition changes; undefined if not JSON. */
function withoutTimes(text: string): string | undefined {
  try {
    const { machine: _, ...record } = JSON.parse(text);
    for (const run of record.runs) delete run.seconds;
    return JSON.stringify(record);
  } catch {
    return undefined;
  }
}

async function recordNames(directory: string): Promise<string[]> {
  try {
    const files = await Array.fromAsync(Deno.readDir(directory), (entry) => entry.name);
    return files.filter((file) => file.endsWith(".json")).map((file) => basename(file, ".json"))
      .filter((name) => name !== benchmarkName).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
