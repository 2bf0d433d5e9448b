// The record of the exam: what the networks of the repository read of many pages of every kind.

import * as v from "valibot";
import { DigitFinder } from "../inference/digit_finder.ts";
import { type Sequential, weightsSha256 } from "../nn/mod.ts";
import { EXAM_NAME, type RecordsOptions } from "../records/record_files.ts";
import { readKind, type RecordKind, writeKind } from "../records/record_of_kind.ts";
import { count, integer, integerFrom, type Schema, sha256 } from "../system/schema.ts";
import { examine, type ExamOptions, type ExamResult } from "./exam.ts";
import { examKindNames } from "./exam_kinds.ts";

/** What came of an exam. */
export interface ExamRecord {
  /** SHA-256 of the weights of both networks: of the one that looks everywhere, and of the reader. */
  readonly networks: { readonly everywhere: string; readonly reader: string };
  /** It fixes the pages. */
  readonly seed: number;
  /** Kind by kind. */
  readonly results: readonly ExamResult[];
}

const digits = v.pipe(v.string(), v.regex(/^\d*$/, "digits"));

const schema: Schema<ExamRecord> = v.strictObject({
  networks: v.strictObject({ everywhere: sha256, reader: sha256 }),
  seed: integer,
  results: v.array(v.strictObject({
    kind: v.picklist(examKindNames),
    pages: integerFrom(1),
    right: count,
    mistakes: v.array(v.strictObject({ index: count, read: digits, truth: digits })),
  })),
});

const kind: RecordKind<ExamRecord> = {
  name: EXAM_NAME,
  schema,
  command: "deno task notebooks --retrain 15-reading-a-page",
};

/**
 * Reads the record of the exam.
 *
 * @throws What `readKind` throws: it says how the record is made, or which field is wrong.
 */
export async function readExam(options: RecordsOptions = {}): Promise<ExamRecord> {
  return await readKind(kind, options);
}

/**
 * Writes the record of the exam.
 *
 * @throws {TypeError} If a field is missing, unknown or of the wrong kind: the error names it.
 */
export async function writeExam(record: ExamRecord, options: RecordsOptions = {}): Promise<void> {
  await writeKind(record, { ...kind, ...options });
}

/**
 * What came of an exam: from its record, or taken again and recorded.
 *
 * @param networks `network`: it looks everywhere; `reader`: it has the last word.
 * @param options Which pages, and whether they are read `again`.
 * @throws What {@linkcode readExam} throws.
 */
export async function keptExam(
  { network, reader }: { readonly network: Sequential; readonly reader: Sequential },
  { again, directory, ...options }: ExamOptions & RecordsOptions & { readonly again: boolean },
): Promise<ExamRecord> {
  if (!again) return await readExam({ directory });
  const record = {
    networks: {
      everywhere: await weightsSha256(network),
      reader: await weightsSha256(reader),
    },
    seed: options.seed,
    results: await examine(new DigitFinder(network, { reader }), options),
  };
  await writeExam(record, { directory });
  return record;
}
