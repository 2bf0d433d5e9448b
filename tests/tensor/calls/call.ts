// A call of an operation: the tensors that it works on, and how it is called with them, so that any two
// backends can be compared, and any tensor exchanged for one that does not fit.

import fc from "fast-check";
import type { Operations } from "../../../lib/tensor/backend.ts";
import type { Shape, Tensor } from "../../../lib/tensor/tensor.ts";

/** What a tensor holds before an operation. */
export type Content =
  /** From -1 to 1, a third of them 0. */
  | "numbers"
  /** From 0.1 to 1. */
  | "positive"
  /** Up to 10,000 in size. */
  | "large";

/** A tensor that an operation works on. */
export interface Operand {
  readonly shape: Shape;
  /** "numbers" unless told. */
  readonly content?: Content;
  /** Which of its axes others depend on; all unless told. */
  readonly bound?: "last" | "allButFirst";
  /** Whether the operation writes into it. */
  readonly written?: boolean;
}

/** The tensors of an operation, by name. */
export type Tensors = { readonly [name: string]: Tensor };

/** A call of an operation. */
export interface Call {
  readonly operands: { readonly [name: string]: Operand };
  /** Changes numbers after they were drawn, where they depend on one another. */
  prepare?(tensors: Tensors): void;
  /** Calls the operation, and returns a number if it does. */
  run(backend: Operations, tensors: Tensors): number | void;
}

/** An operation, and all ways to call it. */
export interface Operation {
  readonly name: keyof Operations;
  readonly calls: fc.Arbitrary<Call>;
}

/** How large the tensors are. */
export interface Sizes {
  /** Of an axis of a matrix. */
  readonly length: fc.Arbitrary<number>;
  /** Of a tensor whose shape does not matter. */
  readonly count: fc.Arbitrary<number>;
  /** Images a batch. */
  readonly batch: fc.Arbitrary<number>;
  /** Height and width of an image. */
  readonly side: fc.Arbitrary<number>;
}

/** An operation by its name. */
export function operation<Options>(
  name: keyof Operations,
  options: fc.Arbitrary<Options>,
  call: (options: Options) => Call,
): Operation {
  return { name, calls: options.map(call) };
}

/** How a result goes into a tensor. */
export const blend = { alpha: fc.constantFrom(1, -0.5, 3), accumulate: fc.boolean() };
