// Where tensors lie, and the checks that keep kernels inside them.

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
  const { buffer, byteOffset } = tensor.data;
  if (buffer !== lastBuffer) {
    if (!isShared(buffer)) {
      throw new TypeError(
        "Cannot use a tensor of another memory: the wasm backend needs tensors of its own, make " +
          "them with backend.tensor(shape)",
      );
    }
    lastBuffer = buffer;
  }
  return byteOffset;
}

/** The length of a tensor's last axis. */
export function columnsOf(tensor: Tensor): number {
  return tensor.shape[tensor.shape.length - 1];
}

/** @throws {RangeError} If a tensor does not have as many numbers as the operation writes or reads. */
export function checkSize(
  tensor: Tensor,
  { size, to, name }: { size: number; to: string; name: string },
): void {
  if (tensor.size !== size) {
    throw new RangeError(
      `Cannot ${to}: ${name} is ${tensor} with ${tensor.size} values but ${size} are needed`,
    );
  }
}
