// Dropout whose mask is a function of a key and an index, so that it need not be stored.

import type { Tensor } from "../tensor.ts";

/** Zeroes some numbers and scales up the others; see {@linkcode Backend.dropout}. */
export function dropout(
  x: Tensor,
  { rate, key, out }: { rate: number; key: number; out: Tensor },
): void {
  const threshold = Math.round(rate * 2 ** 32);
  const factor = Math.fround(1 / (1 - rate));
  for (let i = 0; i < x.size; i++) {
    out.data[i] = hash(i, key) < threshold ? 0 : x.data[i] * factor;
  }
}

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
