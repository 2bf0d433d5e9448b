// The matrix product and the sum over rows on kernels.

import { type MatmulOperations, referenceMatmul } from "../operations/matmul.ts";
import { rowLength } from "../tensor.ts";
import type { Dispatch } from "./dispatch.ts";
import type { ArgumentsBesideScratch } from "./kernels.ts";
import type { Rounding } from "./rounding.ts";
import { sparseProducts } from "./sparse.ts";

/** The operations on matrices. */
export function wasmMatmul(
  dispatch: Dispatch,
  { rounding }: { rounding: Rounding },
): Partial<MatmulOperations> {
  const { kernels, selection, addressOf } = dispatch;
  const trySparse = sparseProducts(dispatch, { rounding });
  return {
    matmul(a, b, options) {
      const { out, transposeA = false, transposeB = false, bias } = options;
      const { alpha = 1, accumulate = false } = options;
      const m = out.shape[0];
      const n = out.shape[1];
      const k = a.shape[transposeA ? 0 : 1];
      const start = bias === undefined ? 0 : addressOf(bias);
      const add = accumulate ? 1 : 0;
      if (m === 1 && transposeB) {
        kernels.gemvT(addressOf(a), addressOf(b), addressOf(out), start, k, n, alpha, add);
      } else if (m === 1) {
        kernels.gemv(
          addressOf(a),
          addressOf(b),
          addressOf(out),
          start,
          k,
          n,
          alpha,
          add,
          selection,
        );
      } else if (k === 1 && accumulate) {
        kernels.ger(addressOf(a), addressOf(b), addressOf(out), m, n, alpha, selection);
      } else if (k === 0) {
        referenceMatmul.matmul(a, b, options);
      } else if (!trySparse(a, b, options)) {
        multiply(dispatch, [addressOf(a), addressOf(b), addressOf(out), start], {
          lengths: [m, n, k],
          transposeA,
          transposeB,
          alpha,
          accumulate,
        });
      }
    },

    sumRows(x, { out, alpha = 1, accumulate = false }) {
      const columns = rowLength(x);
      const rows = x.size / columns;
      const add = accumulate ? 1 : 0;
      if (dispatch.sharesElements(x.size)) {
        const values = [addressOf(x), addressOf(out), rows, columns, alpha, add] as const;
        dispatch.runColumns("sumRows", [...values], { columns, size: x.size });
      } else {
        kernels.sumRows(addressOf(x), addressOf(out), rows, columns, alpha, add, 0, columns);
      }
    },
  };
}

/** The product of matrices with several rows each: B is packed, then the tiles are made. */
function multiply(
  dispatch: Dispatch,
  [a, b, out, bias]: [number, number, number, number],
  { lengths: [m, n, k], transposeA, transposeB, alpha, accumulate }: {
    lengths: [number, number, number];
    transposeA: boolean;
    transposeB: boolean;
    alpha: number;
    accumulate: boolean;
  },
): void {
  const { kernels, threads, constants: { TILE_ROWS, TILE_COLUMNS, GEMM_SCRATCH_BYTES } } = dispatch;
  const packed = dispatch.shared(kernels.packedBytes(n, k));
  dispatch.run("packB", [b, packed, n, k, transposeB ? 1 : 0], {
    items: Math.ceil(n / TILE_COLUMNS),
    grain: 2,
    parallel: dispatch.sharesElements(n * k),
  });
  const values: ArgumentsBesideScratch<"gemmRows" | "gemmColumns"> = [
    a,
    packed,
    out,
    bias,
    m,
    n,
    k,
    transposeA ? 1 : 0,
    alpha,
    accumulate ? 1 : 0,
  ];
  const division = {
    parallel: dispatch.sharesMultiplications(m * n * k),
    scratchBytes: GEMM_SCRATCH_BYTES,
  };
  if (m >= 2 * TILE_ROWS * threads || n < 2 * TILE_COLUMNS * threads) {
    dispatch.runWithScratch("gemmRows", values, { items: m, grain: TILE_ROWS, ...division });
  } else {
    dispatch.runWithScratch("gemmColumns", values, { items: n, grain: TILE_COLUMNS, ...division });
  }
}
