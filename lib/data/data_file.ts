// Reading a file of data: whole, unpacked, and never more than there is room for.

import { basename } from "@std/path";
import { fileError } from "../system/file_error.ts";
import { checkDataSize, unpackData } from "./data_bytes.ts";
import type { NamedBytes } from "./dataset_files.ts";

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
    checkDataSize(size, { to, path });
    bytes = await Deno.readFile(path);
  } catch (error) {
    throw fileError(error, { to, path });
  }
  return unpackData(bytes, { name });
}
