// Tensors on disk: safetensors files, written whole or not at all.

import { fileError } from "../system/file_error.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import {
  decodeSafetensors,
  encodeSafetensors,
  type NamedTensor,
  type Safetensors,
  SafetensorsError,
} from "./safetensors.ts";
import { checkTensorFileSize } from "./tensor_file_size.ts";

/**
 * Writes a safetensors file, whole or not at all: what was there stays until all is on the disk.
 *
 * @throws {RangeError} If two tensors have the same name.
 * @throws {TypeError} If the metadata holds something that is no text.
 * @throws {Error} If the file cannot be written: the error names it and says what to do.
 */
export async function writeTensors(
  path: string,
  tensors: readonly NamedTensor[],
  options: { metadata?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  await writeFileAtomic(path, encodeSafetensors(tensors, options));
}

/**
 * Reads a safetensors file.
 *
 * @throws {SafetensorsError} If it is none, or larger than 2 GiB.
 * @throws {Error} If it cannot be read: the error names it and says what to do.
 */
export async function readTensors(path: string): Promise<Safetensors> {
  return decodeSafetensors(await readBytes(path), { from: path });
}

/**
 * Reads a file whole, unless it has no end.
 *
 * @throws {SafetensorsError} If it is no file, or larger than 2 GiB.
 * @throws {Error} If it cannot be read: the error names it and says what to do.
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { isFile, isDirectory, size } = await Deno.stat(path);
    if (!isFile && !isDirectory) {
      throw new SafetensorsError(`Cannot read ${path}: it is a device or a pipe and no file`);
    }
    checkTensorFileSize(size, path);
    return await Deno.readFile(path);
  } catch (error) {
    throw fileError(error, { to: "read tensors", path });
  }
}
