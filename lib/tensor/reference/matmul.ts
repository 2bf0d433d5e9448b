// The matrix product and the sum over rows, in plain loops.

import { assertShape, describe, type Tensor } from "../tensor.ts";
import type { MatmulOptions } from "../backend.ts";

/** `out = alpha * a b + bias`, or `out += alpha * a b`; see {@linkcode Backend.matmul}. */
export function matmul(a: Tensor, b: Tensor, options: MatmulOptions): void {
  const { out, transposeA = false, transposeB = false } = options;
  const { alpha = 1, accumulate = false, bias } = options;
  const { m, n, k } = productShape(a, b, options);
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      let sum = 0;
      for (let i = 0; i < k; i++) {
        const left = transposeA ? a.data[i * m + row] : a.data[row * k + i];
        const right = transposeB ? b.data[column * k + i] : b.data[i * n + column];
        sum += left * right;
      }
      const index = row * n + column;
      const start = accumulate ? out.data[index] : bias ? bias.data[column] : 0;
      out.data[index] = start + alpha * sum;
    }
  }
}

/**
 * The sizes of a product: `a` is m x k, `b` is k x n, each after its transpose.
 *
 * @throws {RangeError} If the tensors do not fit together.
 */
export function productShape(
  a: Tensor,
  b: Tensor,
  { out, transposeA = false, transposeB = false, bias }: MatmulOptions,
): { m: number; n: number; k: number } {
  if (a.shape.length !== 2 || b.shape.length !== 2) {
    throw new RangeError(
      `Cannot multiply ${describe(a.shape)} by ${describe(b.shape)}: both must have two axes`,
    );
  }
  const [m, k] = transposeA ? [a.shape[1], a.shape[0]] : a.shape;
  const [inner, n] = transposeB ? [b.shape[1], b.shape[0]] : b.shape;
  if (inner !== k) {
    throw new RangeError(
      `Cannot multiply ${describe([m, k])} by ${describe([inner, n])}: ` +
        `the first has ${k} columns but the second has ${inner} rows`,
    );
  }
  if (out.shape[0] !== m || out.shape[1] !== n || out.shape.length !== 2) {
    assertShape(out, { shape: [m, n], to: "multiply", name: "out" });
  }
  if (bias !== undefined && bias.size !== n) {
    assertShape(bias, { shape: [n], to: "multiply", name: "bias" });
  }
  return { m, n, k };
}

/** `out[j] = alpha * sum over rows of x[row, j]`; see {@linkcode Backend.sumRows}. */
export function sumRows(
  x: Tensor,
  { out, alpha = 1, accumulate = false }: { out: Tensor; alpha?: number; accumulate?: boolean },
): void {
  const width = out.size;
  for (let j = 0; j < width; j++) {
    let sum = 0;
    for (let i = j; i < x.size; i += width) sum += x.data[i];
    out.data[j] = (accumulate ? out.data[j] : 0) + alpha * sum;
  }
}
