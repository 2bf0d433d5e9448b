// Reading a file of data: whole, unpacked, and never more than there is room for.

import { basename } from "@std/path";
import { fileError } from "../system/file_error.ts";
import type { NamedBytes } from "./dataset_files.ts";
import { gunzip } from "./gunzip.ts";

/** The largest file that is read, packed or not: ten times MNIST as IDX, four times as CSV. */
const MAX_BYTES = 2 ** 29;

/**
 * Reads a file, and unpacks it if it is compressed with gzip.
 *
 * @param options `to`: what is being done, for errors: "load MNIST".
 * @throws {RangeError} If it is larger than 512 MiB, or becomes so, or is no file.
 * @throws {SyntaxError} If it is compressed and damaged.
 * @throws {Error} If the system cannot read it: the error names the file and what to do.
 */
export async function readDataFile(path: string, { to }: { to: string }): Promise<NamedBytes> {
  const name = basename(path);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    const { size, isFile } = await Deno.stat(path);
    if (!isFile) {
      // A pipe would be waited for without end, and a device read without end.
      throw new RangeError(`Cannot ${to}: "${path}" is no file; put the file itself there`);
    }
    if (size > MAX_BYTES) {
      throw new RangeError(
        `Cannot ${to}: "${path}" has ${size.toLocaleString("en")} bytes but at most ` +
          `${MAX_BYTES.toLocaleString("en")} are read; take fewer images`,
      );
    }
    bytes = await Deno.readFile(path);
  } catch (error) {
    throw fileError(error, { to, path });
  }
  return { name, bytes: await gunzip(bytes, { name, maxBytes: MAX_BYTES }) };
}
