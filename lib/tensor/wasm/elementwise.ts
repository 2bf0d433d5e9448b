// Pixels, activations, dropout and scaling on kernels: number by number.

import type { ActivationKind, Backend } from "../backend.ts";
import { addressOf, checkSize } from "./address.ts";
import type { Dispatch } from "./dispatch.ts";
import { isShared } from "./allocator.ts";

/** The numbers that `assembly/elementwise.ts` gives the activations. */
const KINDS: Record<ActivationKind, number> = { sigmoid: 0, tanh: 1, relu: 2 };

/** The operations on each number alone. */
export function elementwiseOperations(
  dispatch: Dispatch,
): Pick<Backend, "bytesToFloats" | "activate" | "activateGradient" | "dropout" | "scale"> {
  const { kernels } = dispatch;
  /** A copy of bytes from another memory. */
  let copy: Uint8Array = new Uint8Array();
  return {
    bytesToFloats(bytes, { out }) {
      if (bytes.length < out.size) {
        throw new RangeError(
          `Cannot make pixels: ${out} needs ${out.size} bytes but there are ${bytes.length}`,
        );
      }
      if (!isShared(bytes.buffer)) {
        if (copy.length < out.size) copy = dispatch.allocator.bytes(out.size);
        copy.set(bytes.subarray(0, out.size));
        bytes = copy;
      }
      if (dispatch.sharesElements(out.size)) {
        dispatch.runElements("bytesToFloats", [bytes.byteOffset, addressOf(out)], out.size);
      } else {
        kernels.bytesToFloats(bytes.byteOffset, addressOf(out), 0, out.size, 0);
      }
    },

    activate(x, { kind, out }) {
      checkSize(out, { size: x.size, to: kind, name: "out" });
      if (dispatch.sharesElements(x.size)) {
        dispatch.runElements("activate", [KINDS[kind], addressOf(x), addressOf(out)], x.size);
      } else {
        kernels.activate(KINDS[kind], addressOf(x), addressOf(out), 0, x.size, 0);
      }
    },

    activateGradient(dy, { kind, y, out }) {
      checkSize(y, { size: dy.size, to: kind, name: "y" });
      checkSize(out, { size: dy.size, to: kind, name: "out" });
      if (dispatch.sharesElements(dy.size)) {
        dispatch.runElements("activateGradient", [
          KINDS[kind],
          addressOf(dy),
          addressOf(y),
          addressOf(out),
        ], dy.size);
      } else {
        kernels.activateGradient(
          KINDS[kind],
          addressOf(dy),
          addressOf(y),
          addressOf(out),
          0,
          dy.size,
          0,
        );
      }
    },

    dropout(x, { rate, key, out }) {
      checkSize(out, { size: x.size, to: "drop out", name: "out" });
      const threshold = Math.round(rate * 2 ** 32);
      dispatch.runElements("dropout", [
        addressOf(x),
        addressOf(out),
        key,
        threshold,
        1 / (1 - rate),
      ], x.size);
    },

    scale(x, factor) {
      dispatch.runElements("scale", [addressOf(x), factor], x.size);
    },
  };
}
