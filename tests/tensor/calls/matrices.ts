// Calls of the operations on matrices.

import fc from "fast-check";
import { blend, type Call, type Operation, operation, type Sizes } from "./call.ts";

/** matmul and sumRows. */
export function matrixOperations({ length }: Sizes): Operation[] {
  return [
    operation(
      "matmul",
      fc.record({
        m: length,
        n: length,
        k: length,
        transposeA: fc.boolean(),
        transposeB: fc.boolean(),
        withBias: fc.boolean(),
        ...blend,
      }),
      ({ m, n, k, withBias, ...options }) => {
        const operands: Call["operands"] = {
          a: { shape: options.transposeA ? [k, m] : [m, k] },
          b: { shape: options.transposeB ? [n, k] : [k, n] },
          out: { shape: [m, n], written: true },
        };
        return {
          operands: withBias && !options.accumulate
            ? { ...operands, bias: { shape: [n] } }
            : operands,
          run: (backend, { a, b, out, bias }) => backend.matmul(a, b, { ...options, bias, out }),
        };
      },
    ),
    operation(
      "sumRows",
      fc.record({ rows: length, columns: length, ...blend }),
      ({ rows, columns, ...options }) => ({
        operands: {
          x: { shape: [rows, columns], bound: "last" },
          out: { shape: [columns], written: true },
        },
        run: (backend, { x, out }) => backend.sumRows(x, { ...options, out }),
      }),
    ),
  ];
}
