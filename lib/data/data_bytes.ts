// The bytes of a file of data, wherever they come from: unpacked, and never more than there is room for.

import type { NamedBytes } from "./dataset_files.ts";
import { gunzip } from "./gunzip.ts";

/** The largest file that is read, packed or not: ten times MNIST as IDX, four times as CSV. */
export const MAX_DATA_BYTES = 2 ** 29;

/**
 * Checks the size of a file before it is read.
 *
 * @param options `to`: what is being done, for errors: "load MNIST"; `path`: the file.
 * @throws {RangeError} If it is larger than 512 MiB.
 */
export function checkDataSize(
  size: number,
  { to, path }: { to: string; path: string },
): void {
  if (size <= MAX_DATA_BYTES) return;
  throw new RangeError(
    `Cannot ${to}: "${path}" has ${size.toLocaleString("en")} bytes but at most ` +
      `${MAX_DATA_BYTES.toLocaleString("en")} are read; take fewer images`,
  );
}

/**
 * Unpacks a file if it is compressed with gzip.
 *
 * @throws {RangeError} If it becomes larger than 512 MiB.
 * @throws {SyntaxError} If it is compressed and damaged.
 */
export function unpackData(
  bytes: Uint8Array<ArrayBuffer>,
  { name }: { name: string },
): NamedBytes {
  return { name, bytes: gunzip(bytes, { name, maxBytes: MAX_DATA_BYTES }) };
}
