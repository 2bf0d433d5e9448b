// Where tensors lie.

import type { Tensor } from "../tensor.ts";
import type { Allocator } from "./allocator.ts";

/**
 * A function that finds the address of a tensor in the memory of an allocator, and throws a `TypeError`
 * if the tensor is from another.
 */
export function addressIn(allocator: Allocator): (tensor: Tensor) => number {
  /** The buffer that the last tensor was a view on: almost always that of the next one, too. */
  let lastBuffer: ArrayBufferLike | undefined;
  return (tensor) => {
    const { buffer } = tensor;
    if (buffer !== lastBuffer) {
      if (!allocator.owns(buffer)) {
        throw new TypeError(
          "Cannot use a tensor of another memory: the wasm backend needs tensors of its own, make " +
            "them with backend.tensor(shape)",
        );
      }
      lastBuffer = buffer;
    }
    return tensor.data.byteOffset;
  };
}
