// Dropout whose mask is a function of a key and an index, so that it need not be stored.

import { assertShape, type Tensor } from "../tensor.ts";

/** Options of {@linkcode DropoutOperations.dropout}. */
export interface DropoutOptions {
  /** The probability that a value is zeroed. */
  readonly rate: number;
  /** An integer of 32 bits that fixes which ones. */
  readonly key: number;
  /** Where the result goes, shaped as `x`. */
  readonly out: Tensor;
}

/** The operation of a dropout layer. */
export interface DropoutOperations {
  /**
   * Zeroes each value with probability `rate` and divides the others by `1 - rate`.
   *
   * Which ones is fixed by the key and the index in the whole tensor, however threads share it: the same
   * key on the gradient of the same shape lets the same ones through.
   */
  dropout(x: Tensor, options: DropoutOptions): void;
}

/** Dropout as a plain loop. */
export const referenceDropout: DropoutOperations = {
  dropout(x, { rate, key, out }) {
    const threshold = Math.round(rate * 2 ** 32);
    const factor = Math.fround(1 / (1 - rate));
    for (let i = 0; i < x.size; i++) {
      out.data[i] = hash(i, key) < threshold ? 0 : x.data[i] * factor;
    }
  },
};

/** 32 bits that look random at every index; the constants are TheIronborn's, found by search. */
function hash(index: number, key: number): number {
  let bits = Math.imul(index, 0x9e3779b1) ^ key;
  bits ^= bits >>> 16;
  bits = Math.imul(bits, 0x21f0aaad);
  bits ^= bits >>> 15;
  bits = Math.imul(bits, 0x735a2d97);
  bits ^= bits >>> 15;
  return bits >>> 0;
}

/** The same operation, which refuses tensors that do not fit together. */
export function checkedDropout(operations: DropoutOperations): DropoutOperations {
  return {
    dropout(x, options) {
      assertShape(options.out, { shape: x.shape, to: "drop out", name: "out" });
      operations.dropout(x, options);
    },
  };
}
