// A training that is kept in a file.

import { dirname } from "@std/path";
import { readBytes } from "../nn/tensor_file.ts";
import { assertWritable } from "../system/assert_writable.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import type { Checkpoint } from "./checkpoint.ts";

/**
 * Keeps a training in a file, so that it can be interrupted at any time:
 * `fit(network, data, { ...settings, checkpoint: checkpointFile("training.safetensors") })`.
 *
 * If the file is there, the training goes on where it was interrupted, to the same bits as if it had not
 * been; a finished training is not repeated. Delete the file to train anew. It is written whole or not
 * at all, in the safetensors format. That it can be written is tried before the training starts.
 *
 * @param path The file; its folder is made where it is missing.
 * @param options `every`: epochs from one time it is written to the next, 1 if left out.
 */
export function checkpointFile(path: string, { every }: { every?: number } = {}): Checkpoint {
  return {
    name: path,
    every,
    async load() {
      try {
        return await readBytes(path);
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return undefined;
        throw error;
      }
    },
    async save(state) {
      await Deno.mkdir(dirname(path), { recursive: true });
      await writeFileAtomic(path, state);
    },
    assertWritable: () => assertWritable(path, { to: "keep a training" }),
  };
}
