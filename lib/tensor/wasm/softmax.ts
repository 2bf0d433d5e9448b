// Softmax and its gradient on kernels: row by row.

import type { SoftmaxOperations } from "../operations/softmax.ts";
import { rowLength } from "../tensor.ts";
import type { Dispatch } from "./dispatch.ts";

/** The operations on rows that end a network which classifies. */
export function wasmSoftmax(dispatch: Dispatch): Partial<SoftmaxOperations> {
  const { addressOf } = dispatch;
  return {
    softmax(x, { out }) {
      const columns = rowLength(x);
      dispatch.run("softmax", [addressOf(x), addressOf(out), columns], {
        items: x.size / columns,
        parallel: dispatch.sharesElements(x.size),
      });
    },

    softmaxGradient(dy, { y, out }) {
      const columns = rowLength(dy);
      dispatch.run("softmaxGradient", [addressOf(dy), addressOf(y), addressOf(out), columns], {
        items: dy.size / columns,
        parallel: dispatch.sharesElements(dy.size),
      });
    },
  };
}
