// Activations and their gradients on kernels.

import {
  type ActivationKind,
  type ActivationOperations,
  activations,
} from "../operations/activations.ts";
import type { Dispatch } from "./dispatch.ts";
import type { KernelConstants } from "./kernels.ts";

/** The number of each activation in the kernels. */
export function activationNumbers(constants: KernelConstants): Map<ActivationKind, number> {
  const kinds = Object.keys(activations) as ActivationKind[];
  return new Map(
    kinds.map((kind) => [kind, constants[kind.toUpperCase() as Uppercase<ActivationKind>]]),
  );
}

/** The operations on each value alone that networks learn with. */
export function wasmActivations(dispatch: Dispatch): Partial<ActivationOperations> {
  const { constants, addressOf } = dispatch;
  const numbers = activationNumbers(constants);
  return {
    activate(x, { kind, out }) {
      const number = numbers.get(kind)!;
      dispatch.runElements("activate", [number, addressOf(x), addressOf(out)], x.size, out);
    },

    activateGradient(dy, { kind, y, out }) {
      const number = numbers.get(kind)!;
      const values = [number, addressOf(dy), addressOf(y), addressOf(out)] as const;
      dispatch.runElements("activateGradient", [...values], dy.size, out);
    },
  };
}
