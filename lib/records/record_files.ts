// Records on disk: one JSON file each in data/records, in a fixed order, written whole or not at all.

import { basename, fromFileUrl, join } from "@std/path";
import { publishedDataset } from "../data/mod.ts";
import { assertWritable } from "../system/assert_writable.ts";
import { parseJson, readJson } from "../system/read_json.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import {
  arithmeticOf,
  defaultBackend,
  describeArithmetic,
  firstArithmetic,
  isSameArithmetic,
} from "../tensor/mod.ts";
import { makeRecord } from "./make_record.ts";
import type { RecordParts, TrainingRecord } from "./record.ts";
import { checkRecord } from "./record_schema.ts";
import { describeData, isSameData } from "./recorded_dataset.ts";

/** The project's own records, wherever the program was started. */
export const recordsDirectory: string = fromFileUrl(
  new URL("../../data/records", import.meta.url),
);

/** The name of the record of `deno task test:bits`: it lies among those of trainings but is none. */
export const BITS_NAME = "bits";

/** The name of the record of a sweep, which is of many trainings. */
export const SWEEP_NAME = "sweep";

/** The name of the record of `deno task bench --race`. */
export const RACE_NAME = "race";

/** The name of the record of the search for the recipes that race. */
export const RACE_SEARCH_NAME = "race-search";

/** The name of the record of the exam of those who read pages. */
export const EXAM_NAME = "exam";

/** Records that are none of a training. */
const otherNames: readonly string[] = [
  BITS_NAME,
  SWEEP_NAME,
  RACE_NAME,
  RACE_SEARCH_NAME,
  EXAM_NAME,
];

/** Where records lie. */
export interface RecordsOptions {
  /** {@linkcode recordsDirectory} unless told. */
  readonly directory?: string;
}

/**
 * Reads one record.
 *
 * @param name The file's name without ".json".
 * @throws {Deno.errors.NotFound} If there is no such record: the error lists those there are.
 * @throws {SyntaxError} If the file is not JSON.
 * @throws {TypeError} If it is not a record, or its name is not that of the file.
 * @throws {Error} If the system cannot read it: the error names the file and what to do.
 */
export async function readRecord(
  name: string,
  { directory = recordsDirectory }: RecordsOptions = {},
): Promise<TrainingRecord> {
  const path = join(directory, `${name}.json`);
  const to = `read record ${path}`;
  const missing = async () => {
    const known = await recordNames(directory);
    return `found ${known.join(", ") || "no records"}; run the notebook that trains it`;
  };
  const record = checkRecord(await readJson(path, { to, missing }), { to });
  if (record.name !== name) {
    throw new TypeError(`Cannot ${to}: its name is "${record.name}" but must be that of the file`);
  }
  return record;
}

/**
 * Reads the text of a record's file.
 *
 * @param options `to`: what is being done, for the error.
 * @throws {SyntaxError} If it is not JSON.
 * @throws {TypeError} If it is not a record.
 */
export function parseRecord(text: string, { to }: { to: string }): TrainingRecord {
  return checkRecord(parseJson(text, { to }), { to });
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

/**
 * Checks, before a training, that its record can be written when it is over.
 *
 * @param name The name that the record will have.
 * @throws {TypeError} If it is the name of a record of another kind.
 * @throws {Error} If it cannot: the error names the file and what to do, such as with a full disk.
 */
export async function assertRecordWritable(
  name: string,
  { directory = recordsDirectory }: RecordsOptions = {},
): Promise<void> {
  assertFree(name);
  await assertWritable(join(directory, `${name}.json`), { to: "record a training" });
}

/** What {@linkcode writeRecord} did. */
export interface WrittenRecord {
  /** As it was made, whether it was written or not. */
  readonly record: TrainingRecord;
  /** False if the file said the same already, up to the times, or was kept. */
  readonly changed: boolean;
  /** Why the record was not written and the file, if there is one, kept: in words, for its reader. */
  readonly notice?: string;
}

/**
 * Makes a record and writes it to `NAME.json`.
 *
 * Records are of published datasets, and one is only replaced by a record of the same images: what was
 * learned from other images, or from fewer, changes no file, and the notice says why. Nor does what other
 * machines cannot repeat to the bit, such as fast rounding, replace what they can.
 *
 * Where the file already says the same in everything but `seconds` and `machine`, it is left as it
 * is, so a repetition that proves a record leaves nothing to commit. The times in a file are thus
 * those of the run that first gave these weights; what a repetition took stands in its notebook.
 *
 * @param parts What was trained, and its runs; in the arithmetic of the default backend unless told.
 * @throws {TypeError} If a field is missing, unknown or of the wrong kind, or the name that of a record of
 * another kind: the error names it.
 * @throws {Error} If the system cannot write it: the error names the file and what to do.
 */
export async function writeRecord(
  parts: RecordParts,
  { directory = recordsDirectory }: RecordsOptions = {},
): Promise<WrittenRecord> {
  const record = makeRecord({ arithmetic: arithmeticOf(defaultBackend()), ...parts });
  assertFree(record.name);
  const path = join(directory, `${record.name}.json`);
  const old = await Deno.readTextFile(path).catch(() => "");
  const notice = reasonToKeep(record, old);
  if (notice !== undefined) return { record, changed: false, notice };
  const text = JSON.stringify(record, null, 2) + "\n";
  if (withoutTimes(old) === withoutTimes(text)) return { record, changed: false };
  await Deno.mkdir(directory, { recursive: true });
  await writeFileAtomic(path, text);
  return { record, changed: true };
}

/** Checks that a training may be recorded under a name. */
function assertFree(name: string): void {
  if (!otherNames.includes(name)) return;
  throw new TypeError(
    `Cannot record a training as "${name}": this is the record of something else; choose another name`,
  );
}

/** Why a record must not be written over what is there, if it must not. */
function reasonToKeep(record: TrainingRecord, old: string): string | undefined {
  const { name, dataset, arithmetic = firstArithmetic } = record;
  if (publishedDataset(dataset.sha256) === undefined) {
    return `Shown here, not recorded: this learned from ${describeData(dataset)}, and ` +
      `records are of published datasets.`;
  }
  let recorded: TrainingRecord;
  try {
    recorded = parseRecord(old, { to: "read" });
  } catch {
    // Damaged: there is nothing to keep.
    return undefined;
  }
  if (!isSameData(dataset, recorded.dataset)) {
    return `Shown here, not recorded: this learned from ${describeData(dataset)}, the record ` +
      `${name} from ${describeData(recorded.dataset)}. Remove its file to replace it.`;
  }
  const { arithmetic: recordedIn = firstArithmetic } = recorded;
  if (arithmetic.kind === "portable" || isSameArithmetic(arithmetic, recordedIn)) return undefined;
  return `Shown here, not recorded: these weights are of ${
    describeArithmetic(arithmetic)
  }, those of ` +
    `the record ${name} of ${describeArithmetic(recordedIn)}. Remove its file to replace it.`;
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
  return (await jsonNames(directory)).filter((name) => !otherNames.includes(name));
}

/** The names of the JSON files in a directory, less their ending and in order; none if there is no directory. */
export async function jsonNames(directory: string): Promise<string[]> {
  try {
    const files = await Array.fromAsync(Deno.readDir(directory), (entry) => entry.name);
    return files.filter((file) => file.endsWith(".json")).map((file) => basename(file, ".json"))
      .sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
