// What is done with values one by one, on kernels.

import type { ElementwiseOperations } from "../operations/elementwise.ts";
import { addressOf } from "./address.ts";
import { isShared } from "./allocator.ts";
import type { Dispatch } from "./dispatch.ts";

/** The simplest operations. */
export function wasmElementwise(dispatch: Dispatch): Partial<ElementwiseOperations> {
  const { kernels } = dispatch;
  /** A copy of bytes from another memory. */
  let copy: Uint8Array = new Uint8Array();
  return {
    bytesToFloats(bytes, { out }) {
      if (!isShared(bytes.buffer)) {
        if (copy.length < out.size) copy = dispatch.bytes(out.size);
        copy.set(bytes.subarray(0, out.size));
        bytes = copy;
      }
      if (dispatch.sharesElements(out.size)) {
        dispatch.runElements("bytesToFloats", [bytes.byteOffset, addressOf(out)], out.size);
      } else {
        kernels.bytesToFloats(bytes.byteOffset, addressOf(out), 0, out.size);
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
