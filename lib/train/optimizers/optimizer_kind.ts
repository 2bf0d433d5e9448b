// What every optimizer is: settings as plain data, what it remembers of a parameter, and its step.

import type { Parameter } from "../../nn/mod.ts";
import type { FieldSchemas } from "../../system/schema.ts";
import type { Backend, Tensor } from "../../tensor/mod.ts";

/** What the spec of every optimizer has. */
export interface OptimizerSettings {
  /** Tells it from other optimizers. */
  readonly type: string;
  /** The part of each weight that a step takes away, or adds to its gradient: see each optimizer. */
  readonly weightDecay: number;
}

/** What a step is told beside the spec. */
export interface StepOptions {
  /** What is to change, and its gradient. */
  readonly parameter: Parameter;
  /** What is remembered of this parameter, in the order of `slots`. */
  readonly slots: readonly Tensor[];
  readonly backend: Backend;
  readonly learningRate: number;
  /** The weight decay of this parameter: 0 for biases and the like. */
  readonly decay: number;
  /** Counts the steps of the training from 1. */
  readonly step: number;
}

/** One kind of optimizer. */
export interface OptimizerKind<Spec extends OptimizerSettings> {
  /** What each field of the spec must be. */
  readonly fields: FieldSchemas<Spec>;
  /** The names of the tensors that are kept for each parameter: of its shape, zero at first. */
  readonly slots: readonly string[];
  /** Changes one parameter. */
  step(spec: Spec, options: StepOptions): void;
  /**
   * Whether a step is nothing but `w -= rate * g`, which layers can do as they find the gradients.
   * Never, if it is left out.
   */
  isPlainDescent?(spec: Spec): boolean;
}
