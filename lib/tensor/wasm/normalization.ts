// Batch normalization on kernels.

import type { NormalizationOperations } from "../operations/normalization.ts";
import type { Dispatch } from "./dispatch.ts";

/** The operations of batch normalization. */
export function wasmNormalization(dispatch: Dispatch): Partial<NormalizationOperations> {
  const { addressOf } = dispatch;
  return {
    batchMoments(x, { mean, inverseStd, epsilon }) {
      const columns = mean.size;
      const rows = x.size / columns;
      dispatch.runColumns(
        "batchMoments",
        [addressOf(x), addressOf(mean), addressOf(inverseStd), rows, columns, epsilon],
        { columns, size: x.size },
      );
    },

    normalize(x, { mean, inverseStd, gamma, beta, out }) {
      const channels = mean.size;
      dispatch.run("normalize", [
        addressOf(x),
        addressOf(mean),
        addressOf(inverseStd),
        addressOf(gamma),
        addressOf(beta),
        addressOf(out),
        channels,
      ], {
        items: x.size / channels,
        grain: 16,
        images: x,
        parallel: dispatch.sharesElements(x.size),
      });
    },

    normalizeGradient(dy, options) {
      const { x, mean, inverseStd, gamma, gammaGradient, betaGradient, out } = options;
      const columns = mean.size;
      const rows = x.size / columns;
      dispatch.runColumns(
        "normalizeGradient",
        [
          addressOf(dy),
          addressOf(x),
          addressOf(mean),
          addressOf(inverseStd),
          addressOf(gamma),
          addressOf(gammaGradient),
          addressOf(betaGradient),
          addressOf(out),
          rows,
          columns,
        ],
        { columns, size: x.size },
      );
    },
  };
}
