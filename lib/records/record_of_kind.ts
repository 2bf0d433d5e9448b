// Records that are none of a training, each a file of its own: how any of them is read and written.

import { join } from "@std/path";
import { readJson } from "../system/read_json.ts";
import { checkSchema, type Schema } from "../system/schema.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import { recordsDirectory, type RecordsOptions } from "./record_files.ts";

/** A kind of record. */
export interface RecordKind<T> {
  /** The name of its file. */
  readonly name: string;
  /** What it must be. */
  readonly schema: Schema<T>;
  /** The command that makes it. */
  readonly command: string;
}

/** The file of a record. */
export function pathOfKind(
  { name }: Pick<RecordKind<unknown>, "name">,
  { directory = recordsDirectory }: RecordsOptions,
): string {
  return join(directory, `${name}.json`);
}

/**
 * Reads a record.
 *
 * @throws {Deno.errors.NotFound} If there is none yet: the error names the command.
 * @throws {SyntaxError} If it is not JSON.
 * @throws {TypeError} If it is not such a record: the error names the field.
 */
export async function readKind<T>(kind: RecordKind<T>, options: RecordsOptions): Promise<T> {
  const path = pathOfKind(kind, options);
  const to = `read the record ${path}`;
  const value = await readJson(path, { to, missing: `make it with "${kind.command}"` });
  return checkSchema(kind.schema, value, { to, name: "the record" });
}

/**
 * Writes a record whole, or not at all.
 *
 * @returns The path of the file.
 * @throws {TypeError} If a field is missing, unknown or of the wrong kind: the error names it.
 */
export async function writeKind<T>(
  record: T,
  { directory = recordsDirectory, ...kind }: RecordKind<T> & RecordsOptions,
): Promise<string> {
  const path = pathOfKind(kind, { directory });
  checkSchema(kind.schema, record, { to: `write the record ${path}`, name: "the record" });
  // Lists of numbers on one line: there are many.
  const text = JSON.stringify(record, null, 2)
    .replaceAll(/\[[\s\d.,]+\]/g, (list) => list.replaceAll(/\s+/g, " "));
  await Deno.mkdir(directory, { recursive: true });
  await writeFileAtomic(path, `${text}\n`);
  return path;
}
