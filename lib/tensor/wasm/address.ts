// Where tensors lie.

import type { Tensor } from "../tensor.ts";
import { isShared } from "./allocator.ts";

/** The buffer that the last tensor was a view on: almost always that of the next one, too. */
let lastBuffer: ArrayBufferLike | undefined;

/**
 * The address of a tensor in the shared memory.
 *
 * @throws {TypeError} If the tensor is not from this memory.
 */
export function addressOf(tensor: Tensor): number {
  const { buffer } = tensor;
  if (buffer !== lastBuffer) {
    if (!isShared(buffer)) {
      throw new TypeError(
        "Cannot use a tensor of another memory: the wasm backend needs tensors of its own, make " +
          "them with backend.tensor(shape)",
      );
    }
    lastBuffer = buffer;
  }
  return tensor.data.byteOffset;
}
