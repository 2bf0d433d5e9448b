// What is done with values one by one, on kernels.

import type { ElementwiseOperations } from "../operations/elementwise.ts";
import type { Dispatch } from "./dispatch.ts";

/** The simplest operations. */
export function wasmElementwise(dispatch: Dispatch): Partial<ElementwiseOperations> {
  const { kernels, addressOf } = dispatch;
  return {
    bytesToFloats(bytes, { out }) {
      const { byteOffset } = dispatch.ownBytes(bytes, out.size);
      if (dispatch.sharesElements(out.size)) {
        dispatch.runElements("bytesToFloats", [byteOffset, addressOf(out)], out.size);
      } else {
        kernels.bytesToFloats(byteOffset, addressOf(out), 0, out.size);
      }
    },

    scale(x, factor) {
      dispatch.runElements("scale", [addressOf(x), factor], x.size);
    },

    sumOfSquares(x) {
      return kernels.sumOfSquares(addressOf(x), x.size);
    },
  };
}
