// The matrix product, and the sum over rows that goes with it.

import { assertShape, assertVector, describe, rowLength, type Tensor } from "../tensor.ts";

/** Options of {@linkcode MatmulOperations.matmul}. */
export interface MatmulOptions {
  /** Where the product goes: `[m, n]`. */
  readonly out: Tensor;
  /** Read `a` as its transpose. */
  readonly transposeA?: boolean;
  /** Read `b` as its transpose. */
  readonly transposeB?: boolean;
  /** A factor for the product. 1 if left out. */
  readonly alpha?: number;
  /** Add to what `out` holds instead of replacing it. */
  readonly accumulate?: boolean;
  /** `[n]`, added to each row of the product. Not together with `accumulate`. */
  readonly bias?: Tensor;
}

/** Options of {@linkcode MatmulOperations.sumRows}. */
export interface SumRowsOptions {
  /** Where the sum goes: a row. */
  readonly out: Tensor;
  /** A factor for the sum. 1 if left out. */
  readonly alpha?: number;
  /** Add to what `out` holds instead of replacing it. */
  readonly accumulate?: boolean;
}

/** The operations on matrices. */
export interface MatmulOperations {
  /** `out = alpha * a b + bias`, or `out += alpha * a b`. Zeros in `a` may cost nothing. */
  matmul(a: Tensor, b: Tensor, options: MatmulOptions): void;

  /** `out[j] = alpha * sum over rows of x[row, j]`, or `out[j] += …`: the gradient of a bias. */
  sumRows(x: Tensor, options: SumRowsOptions): void;
}

/** The operations on matrices as plain loops. */
export const referenceMatmul: MatmulOperations = {
  matmul(a, b, { out, transposeA = false, transposeB = false, ...options }) {
    const { alpha = 1, accumulate = false, bias } = options;
    const [m, n] = out.shape;
    const k = a.shape[transposeA ? 0 : 1];
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
  },

  sumRows(x, { out, alpha = 1, accumulate = false }) {
    const columns = out.size;
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let i = j; i < x.size; i += columns) sum += x.data[i];
      out.data[j] = (accumulate ? out.data[j] : 0) + alpha * sum;
    }
  },
};

/** The same operations, which refuse tensors that do not fit together. */
export function checkedMatmul(operations: MatmulOperations): MatmulOperations {
  const to = "multiply";
  return {
    matmul(a, b, options) {
      const { out, transposeA = false, transposeB = false, accumulate = false, bias } = options;
      if (a.shape.length !== 2 || b.shape.length !== 2) {
        throw new RangeError(
          `Cannot multiply ${describe(a.shape)} by ${describe(b.shape)}: both must have two axes`,
        );
      }
      const m = a.shape[transposeA ? 1 : 0];
      const k = a.shape[transposeA ? 0 : 1];
      const inner = b.shape[transposeB ? 1 : 0];
      const n = b.shape[transposeB ? 0 : 1];
      if (inner !== k) {
        throw new RangeError(
          `Cannot multiply ${describe([m, k])} by ${describe([inner, n])}: ` +
            `the first has ${k} columns but the second has ${inner} rows`,
        );
      }
      if (out.shape.length !== 2 || out.shape[0] !== m || out.shape[1] !== n) {
        assertShape(out, { shape: [m, n], to, name: "out" });
      }
      if (bias !== undefined) {
        assertVector(bias, { length: n, to, name: "bias" });
        if (accumulate) {
          throw new RangeError(
            "Cannot multiply: found accumulate and a bias but only one of them can be added to; " +
              "leave out the bias",
          );
        }
      }
      operations.matmul(a, b, options);
    },

    sumRows(x, options) {
      assertVector(options.out, { length: rowLength(x), to: "sum up rows", name: "out" });
      operations.sumRows(x, options);
    },
  };
}
