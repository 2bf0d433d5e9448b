// The losses on kernels: row by row.

import type { LossOperations } from "../operations/losses.ts";
import { rowLength } from "../tensor.ts";
import type { Dispatch } from "./dispatch.ts";

/** The losses. */
export function wasmLosses({ kernels, addressOf }: Dispatch): Partial<LossOperations> {
  return {
    crossEntropy(logits, targets, { losses, gradient, scale }) {
      kernels.crossEntropy(
        addressOf(logits),
        addressOf(targets),
        addressOf(losses),
        addressOf(gradient),
        rowLength(logits),
        scale,
        0,
        losses.size,
      );
    },

    squaredError(y, targets, { losses, gradient, scale }) {
      kernels.squaredError(
        addressOf(y),
        addressOf(targets),
        addressOf(losses),
        addressOf(gradient),
        rowLength(y),
        scale,
        0,
        losses.size,
      );
    },
  };
}
