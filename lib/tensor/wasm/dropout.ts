// Dropout on a kernel.

import type { DropoutOperations } from "../operations/dropout.ts";
import type { Dispatch } from "./dispatch.ts";

/** The operation of a dropout layer. */
export function wasmDropout(dispatch: Dispatch): Partial<DropoutOperations> {
  const { addressOf } = dispatch;
  return {
    dropout(x, { rate, key, out }) {
      const threshold = Math.round(rate * 2 ** 32);
      const values = [addressOf(x), addressOf(out), key, threshold, 1 / (1 - rate)] as const;
      dispatch.runElements("dropout", [...values], x.size);
    },
  };
}
