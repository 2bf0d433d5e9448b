// What is done with values one by one: from bytes, times a factor, and the sum of their squares.

import { describe, type Tensor } from "../tensor.ts";

/** The simplest operations. */
export interface ElementwiseOperations {
  /** `out = bytes / 255`, for as many bytes as `out` has room for. Those of the backend go fastest. */
  bytesToFloats(bytes: Uint8Array, options: { readonly out: Tensor }): void;

  /** `x *= factor`. */
  scale(x: Tensor, factor: number): void;

  /** The sum of the squares of all values, added up in an order that threads do not change. */
  sumOfSquares(x: Tensor): number;
}

/** The simplest operations as plain loops. */
export const referenceElementwise: ElementwiseOperations = {
  bytesToFloats(bytes, { out }) {
    for (let i = 0; i < out.size; i++) out.data[i] = bytes[i] / 255;
  },

  scale(x, factor) {
    for (let i = 0; i < x.size; i++) x.data[i] *= factor;
  },

  sumOfSquares(x) {
    let sum = 0;
    for (const value of x.data) sum += value * value;
    return sum;
  },
};

/** The same operations, which refuse tensors that do not fit. */
export function checkedElementwise(operations: ElementwiseOperations): ElementwiseOperations {
  return {
    bytesToFloats(bytes, options) {
      const { size, shape } = options.out;
      if (bytes.length < size) {
        throw new RangeError(
          `Cannot make floats of bytes: there are ${bytes.length} but out, of shape ` +
            `${describe(shape)}, needs ${size}`,
        );
      }
      operations.bytesToFloats(bytes, options);
    },
    scale: operations.scale,
    sumOfSquares: operations.sumOfSquares,
  };
}
