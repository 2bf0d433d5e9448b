// The record of the same bits: on which machines the small trainings of `deno task test:bits` ended in
// which weights, and what one rounding costs where it is made by arithmetic.

import * as v from "valibot";
import { amount, integerFrom, type Schema, sha256, text } from "../system/schema.ts";
import type { Rounding } from "../tensor/wasm/rounding.ts";
import { BITS_NAME, type RecordsOptions } from "./record_files.ts";
import { readKind, type RecordKind, writeKind } from "./record_of_kind.ts";

/** A machine, or an engine on it, that trained. */
export interface BitsMachine {
  /** "ARM64, by qemu". */
  readonly name: string;
  /** "Deno 2.9.6". */
  readonly engine: string;
  /** How products and sums were rounded there, as it was found out. */
  readonly rounding: Rounding;
  /** How many threads shared the work. */
  readonly threads: number;
  /** What was trained there, each to its digest. */
  readonly trainings: readonly {
    readonly name: string;
    /** SHA-256 of the weights, or of the probabilities and the loss of an ensemble. */
    readonly sha256: string;
    readonly seconds: number;
  }[];
}

/** What the same work takes with two builds of the kernels, on one thread of one machine. */
export interface BitsSpeed {
  /** A training, or "matrix product". */
  readonly name: string;
  /** Seconds with one rounding for a product and sum, by the processor. */
  readonly fused: number;
  /** Seconds with the same bits, by the emulation. */
  readonly exact: number;
}

/** What is known of the same bits. */
export interface BitsRecord {
  /** Of the kernels and functions: see `Arithmetic.version`. */
  readonly version: number;
  /** The processor that everything ran on, some of it emulated. */
  readonly processor: string;
  /** All that trained. */
  readonly machines: readonly BitsMachine[];
  /** In seconds. */
  readonly speed: readonly BitsSpeed[];
  /** The size of each build of the kernels. */
  readonly bytes: Readonly<Record<Rounding, number>>;
}

const roundingSchema: Schema<Rounding> = v.picklist(
  ["fused", "exact", "fast"],
  "fused, exact or fast",
);

const schema: Schema<BitsRecord> = v.strictObject({
  version: integerFrom(1),
  processor: text,
  machines: v.array(v.strictObject({
    name: text,
    engine: text,
    rounding: roundingSchema,
    threads: integerFrom(1),
    trainings: v.array(v.strictObject({ name: text, sha256, seconds: amount })),
  })),
  speed: v.array(v.strictObject({ name: text, fused: amount, exact: amount })),
  bytes: v.strictObject({
    fused: integerFrom(1),
    exact: integerFrom(1),
    fast: integerFrom(1),
  }),
});

const kind: RecordKind<BitsRecord> = {
  name: BITS_NAME,
  schema,
  command: "deno task test:bits --write",
};

/**
 * Reads the record of the same bits.
 *
 * @throws What `readKind` throws: it says how the record is made, or which field is wrong.
 */
export async function readBits(options: RecordsOptions = {}): Promise<BitsRecord> {
  return await readKind(kind, options);
}

/**
 * Writes the record of the same bits.
 *
 * @returns The path of the file.
 * @throws {TypeError} If a field is missing, unknown or of the wrong kind: the error names it.
 */
export async function writeBits(
  record: BitsRecord,
  options: RecordsOptions = {},
): Promise<string> {
  return await writeKind(record, { ...kind, ...options });
}
