// The matrix product and the sum over rows on kernels.

import type { Backend } from "../backend.ts";
import { addressOf, checkSize } from "./address.ts";
import type { Dispatch } from "./dispatch.ts";
import type { ArgumentsOf } from "./kernels.ts";

/** Rows and columns of a register tile: `ROWS` and `COLUMNS` of `assembly/gemm_pack.ts`. */
const TILE = { rows: 5, columns: 8 };

/** Bytes that the kernels need beside the tensors: for packed rows, or for selected ones. */
const SCRATCH_BYTES = 16_384;

/** The operations that multiply matrices, and the sum that goes with them. */
export function productOperations(dispatch: Dispatch): Pick<Backend, "matmul" | "sumRows"> {
  const { kernels } = dispatch;
  const selection = dispatch.allocator.allocate(SCRATCH_BYTES).address;
  return {
    matmul(a, b, options) {
      const { out, transposeA = false, transposeB = false, bias } = options;
      const { alpha = 1, accumulate = false } = options;
      const m = out.shape[0];
      const n = out.shape[1];
      const k = a.shape[transposeA ? 0 : 1];
      if (a.size !== m * k || b.size !== k * n || b.shape[transposeB ? 1 : 0] !== k) {
        throw new RangeError(
          `Cannot multiply ${a}${transposeA ? " transposed" : ""} by ${b}` +
            `${transposeB ? " transposed" : ""} into ${out}: the shapes do not fit`,
        );
      }
      if (bias !== undefined) checkSize(bias, { size: n, to: "multiply", name: "bias" });
      const start = bias === undefined || accumulate ? 0 : addressOf(bias);
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
      } else {
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
      const columns = out.size;
      const rows = Math.floor(x.size / columns);
      const add = accumulate ? 1 : 0;
      if (dispatch.sharesElements(x.size)) {
        dispatch.run("sumRows", [addressOf(x), addressOf(out), rows, columns, alpha, add], {
          items: columns,
          grain: 16,
          parallel: true,
        });
      } else {
        kernels.sumRows(addressOf(x), addressOf(out), rows, columns, alpha, add, 0, columns, 0);
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
  const panels = Math.ceil(n / TILE.columns);
  const packed = dispatch.shared(4 * TILE.columns * panels * k);
  dispatch.run("packB", [b, packed, n, k, transposeB ? 1 : 0], {
    items: panels,
    grain: 2,
    parallel: dispatch.sharesElements(n * k),
  });
  const values: ArgumentsOf<"gemmRows"> = [
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
  const division = { parallel: dispatch.sharesMultiplications(m * n * k), scratch: SCRATCH_BYTES };
  if (m >= 2 * TILE.rows * dispatch.threads || n < 2 * TILE.columns * dispatch.threads) {
    dispatch.run("gemmRows", values, { items: m, grain: TILE.rows, ...division });
  } else {
    dispatch.run("gemmColumns", values, { items: n, grain: TILE.columns, ...division });
  }
}
