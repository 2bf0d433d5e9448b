// Tensors on disk: safetensors files.

import { fileError } from "../system/file_error.ts";
import { decodeSafetensors, type Safetensors, SafetensorsError } from "./safetensors.ts";
import { checkTensorFileSize } from "./tensor_file_size.ts";

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
