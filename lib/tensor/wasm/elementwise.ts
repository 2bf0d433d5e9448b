// Pixels, activations, dropout and scaling on kernels: number by number.

import type { ActivationKind, Backend } from "../backend.ts";
import { at, checkSize } from "./address.ts";
import type { Dispatch } from "./dispatch.ts";
import { isShared } from "./memory.ts";

/** The numbers that `assembly/elementwise.ts` gives the activations. */
const KINDS: Record<ActivationKind, number> = { sigmoid: 0, tanh: 1, relu: 2 };

/** The operations on each number alone. */
export function elementwiseOperations(
  dispatch: Dispatch,
): Pick<Backend, "bytesToFloats" | "activate" | "activateGradient" | "dropout" | "scale"> {
  const { kernels } = dispatch;
  /** Bytes on their way from another memory. */
  let copy: Uint8Array = new Uint8Array();
  return {
    bytesToFloats(bytes, { out }) {
      if (bytes.length < out.size) {
        throw new RangeError(
          `Cannot make pixels: ${out} needs ${out.size} bytes but there are ${bytes.length}`,
        );
      }
      if (!isShared(bytes.buffer)) {
        if (copy.length < out.size) copy = dispatch.memory.bytes(out.size);
        copy.set(bytes.subarray(0, out.size));
        bytes = copy;
      }
      if (dispatch.manyNumbers(out.size)) {
        dispatch.runNumbers("bytesToFloats", [bytes.byteOffset, at(out)], out.size);
      } else {
        kernels.bytesToFloats(bytes.byteOffset, at(out), 0, out.size, 0);
      }
    },

    activate(x, { kind, out }) {
      checkSize(out, { size: x.size, to: kind, name: "out" });
      if (dispatch.manyNumbers(x.size)) {
        dispatch.runNumbers("activate", [KINDS[kind], at(x), at(out)], x.size);
      } else {
        kernels.activate(KINDS[kind], at(x), at(out), 0, x.size, 0);
      }
    },

    activateGradient(dy, { kind, y, out }) {
      checkSize(y, { size: dy.size, to: kind, name: "y" });
      checkSize(out, { size: dy.size, to: kind, name: "out" });
      if (dispatch.manyNumbers(dy.size)) {
        dispatch.runNumbers("activateGradient", [KINDS[kind], at(dy), at(y), at(out)], dy.size);
      } else {
        kernels.activateGradient(KINDS[kind], at(dy), at(y), at(out), 0, dy.size, 0);
      }
    },

    dropout(x, { rate, key, out }) {
      checkSize(out, { size: x.size, to: "drop out", name: "out" });
      const threshold = Math.round(rate * 2 ** 32);
      dispatch.runNumbers("dropout", [at(x), at(out), key, threshold, 1 / (1 - rate)], x.size);
    },

    scale(x, factor) {
      dispatch.runNumbers("scale", [at(x), factor], x.size);
    },
  };
}
