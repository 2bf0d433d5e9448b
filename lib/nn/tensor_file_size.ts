// How large a file of tensors may be.

import { SafetensorsError } from "./safetensors_header.ts";

/** A larger file does not fit into one array. */
const MAX_BYTES = 2 ** 31;

/**
 * Checks the size of a file before it is read.
 *
 * @param path The file, for the error.
 * @throws {SafetensorsError} If it is larger than 2 GiB.
 */
export function checkTensorFileSize(size: number, path: string): void {
  if (size <= MAX_BYTES) return;
  throw new SafetensorsError(
    `Cannot read ${path}: it has ${size} bytes, but at most ${MAX_BYTES} are read`,
  );
}
