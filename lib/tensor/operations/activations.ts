// Activations: functions that bend each value alone, and the one list of them.

import { assertShape, type Tensor } from "../tensor.ts";

/** An activation f. */
interface Activation {
  f(x: number): number;
  /** f'(x) in terms of y = f(x): each of these functions allows that. */
  slope(y: number): number;
}

/**
 * All activations. The kernels have a constant of the same name in capitals for each, and both of its
 * functions.
 */
export const activations = {
  sigmoid: {
    f: (x: number): number => 1 / (1 + Math.exp(-x)),
    slope: (y: number): number => y * (1 - y),
  },
  tanh: { f: (x: number): number => Math.tanh(x), slope: (y: number): number => 1 - y * y },
  relu: { f: (x: number): number => Math.max(0, x), slope: (y: number): number => y > 0 ? 1 : 0 },
} satisfies Record<string, Activation>;

/** The name of an activation. */
export type ActivationKind = keyof typeof activations;

/** Options of {@linkcode ActivationOperations.activate}. */
export interface ActivateOptions {
  /** Which activation. */
  readonly kind: ActivationKind;
  /** Where f(x) goes, shaped as `x`. */
  readonly out: Tensor;
}

/** Options of {@linkcode ActivationOperations.activateGradient}. */
export interface ActivateGradientOptions extends ActivateOptions {
  /** What `activate` found, shaped as `dy`. */
  readonly y: Tensor;
}

/** The operations on each value alone that networks learn with. */
export interface ActivationOperations {
  /** `out = f(x)`, value by value. `x` and `out` may be the same tensor. */
  activate(x: Tensor, options: ActivateOptions): void;

  /** `out = dy * f'(x)`, found from `y = f(x)` alone. `dy` and `out` may be the same tensor. */
  activateGradient(dy: Tensor, options: ActivateGradientOptions): void;
}

/** The activations as plain loops. */
export const referenceActivations: ActivationOperations = {
  activate(x, { kind, out }) {
    const { f } = activations[kind];
    for (let i = 0; i < x.size; i++) out.data[i] = f(x.data[i]);
  },

  activateGradient(dy, { kind, y, out }) {
    const { slope } = activations[kind];
    for (let i = 0; i < dy.size; i++) out.data[i] = dy.data[i] * slope(y.data[i]);
  },
};

/** The same operations, which refuse unknown activations and tensors that do not fit together. */
export function checkedActivations(operations: ActivationOperations): ActivationOperations {
  return {
    activate(x, options) {
      const to = options.kind;
      assertKind(to);
      assertShape(options.out, { shape: x.shape, to, name: "out" });
      operations.activate(x, options);
    },

    activateGradient(dy, options) {
      const to = options.kind;
      assertKind(to);
      assertShape(options.y, { shape: dy.shape, to, name: "y" });
      assertShape(options.out, { shape: dy.shape, to, name: "out" });
      operations.activateGradient(dy, options);
    },
  };
}

const kinds: ReadonlySet<string> = new Set(Object.keys(activations));

function assertKind(kind: string): void {
  if (kinds.has(kind)) return;
  throw new RangeError(
    `Cannot use the activation ${JSON.stringify(kind)}: known are ${[...kinds].join(", ")}`,
  );
}
