// The optimizer of a training: it changes all parameters, and remembers what it needs for the next time.

import type { Parameter } from "../../nn/mod.ts";
import { checkSchema } from "../../system/schema.ts";
import type { Backend, Tensor } from "../../tensor/mod.ts";
import { optimizerKinds, optimizerSchema, type OptimizerSpec } from "./mod.ts";
import type { OptimizerKind } from "./optimizer_kind.ts";

/** Changes parameters by their gradients. */
export class Optimizer {
  readonly spec: OptimizerSpec;
  readonly #kind: OptimizerKind<OptimizerSpec>;
  readonly #backend: Backend;
  readonly #parameters: readonly Parameter[];
  /** `[parameter][slot]` */
  readonly #slots: readonly (readonly Tensor[])[];
  #steps = 0;

  /**
   * @param spec Which optimizer, and its settings.
   * @param options `parameters`: what it will change.
   * @throws {TypeError} If there is no such optimizer, or a setting is not what it must be.
   */
  constructor(
    spec: OptimizerSpec,
    { parameters, backend }: { parameters: readonly Parameter[]; backend: Backend },
  ) {
    this.spec = checkSchema(optimizerSchema, spec, { to: "train", name: "optimizer" });
    this.#kind = optimizerKinds[spec.type];
    this.#backend = backend;
    this.#parameters = parameters;
    this.#slots = parameters.map(({ value }) =>
      this.#kind.slots.map(() => backend.tensor(value.shape))
    );
  }

  /** Whether a step is nothing but `w -= rate * g`, which layers can do as they find the gradients. */
  get isPlainDescent(): boolean {
    return this.#kind.isPlainDescent?.(this.spec) ?? false;
  }

  /** What it remembers, for a checkpoint: each tensor under the name of the parameter and the slot. */
  get state(): { readonly name: string; readonly value: Tensor }[] {
    return this.#parameters.flatMap((parameter, i) =>
      this.#kind.slots.map((slot, j) => ({
        name: `${parameter.name}.${slot}`,
        value: this.#slots[i][j],
      }))
    );
  }

  /** Goes on as if it had made this many steps already; the state is to be filled beside it. */
  resume(steps: number): void {
    this.#steps = steps;
  }

  /** Changes every parameter once. Biases and the like do not decay: only weights of two axes or more do. */
  step(learningRate: number): void {
    this.#steps++;
    for (let i = 0; i < this.#parameters.length; i++) {
      const parameter = this.#parameters[i];
      this.#kind.step(this.spec, {
        parameter,
        slots: this.#slots[i],
        backend: this.#backend,
        learningRate,
        decay: parameter.value.shape.length > 1 ? this.spec.weightDecay : 0,
        step: this.#steps,
      });
    }
  }
}
