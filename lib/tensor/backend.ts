// What carries out the operations on tensors: one list of them, which every backend does in its own way.

import { type ActivationOperations, checkedActivations } from "./operations/activations.ts";
import { checkedConvolution, type ConvolutionOperations } from "./operations/convolution.ts";
import type { DescentOperations } from "./operations/descent.ts";
import { checkedDropout, type DropoutOperations } from "./operations/dropout.ts";
import { checkedElementwise, type ElementwiseOperations } from "./operations/elementwise.ts";
import { checkedLosses, type LossOperations } from "./operations/losses.ts";
import { checkedMatmul, type MatmulOperations } from "./operations/matmul.ts";
import { checkedNormalization, type NormalizationOperations } from "./operations/normalization.ts";
import { checkedPooling, type PoolingOperations } from "./operations/pooling.ts";
import { checkedSoftmax, type SoftmaxOperations } from "./operations/softmax.ts";
import { checkedUpdates, type UpdateOperations } from "./operations/updates.ts";
import type { Shape, Tensor } from "./tensor.ts";
import type { Rounding } from "./wasm/rounding.ts";

/** The ways to carry out the operations. */
export type BackendName = "reference" | "wasm" | "blas";

/**
 * The operations that a network is made of. Nothing is returned: results go into tensors that exist
 * already, so that a training step allocates nothing.
 *
 * Images are `[batch, height, width, channels]`, filters `[height, width, channels, filters]`. A
 * tensor "of rows" may have any shape: its last axis is the row, all the others are counted together.
 *
 * Tensors whose shapes do not fit together are refused with a `RangeError`, and nothing is written.
 */
export interface Operations
  extends
    ActivationOperations,
    ConvolutionOperations,
    DropoutOperations,
    ElementwiseOperations,
    LossOperations,
    MatmulOperations,
    NormalizationOperations,
    PoolingOperations,
    SoftmaxOperations,
    UpdateOperations {}

/** The operations, and the memory of the tensors that they work on. */
export interface Backend extends Operations, DescentOperations {
  /** Which way it is. */
  readonly name: BackendName;

  /** How many threads share the work of one operation. */
  readonly threads: number;

  /**
   * How kernels round products and sums: the bits are those of all other machines unless this is "fast".
   * Undefined where they are up to an engine or a library.
   */
  readonly rounding?: Rounding;

  /**
   * Calls `operations`, and may carry out what they ask of this backend later and image by image, so that an
   * image is still in the cache for the next operation; but all of it in order, before this returns.
   *
   * Meanwhile nobody may read a tensor but by operations.
   */
  together(operations: () => void): void;

  /**
   * A new tensor of zeros in this backend's memory.
   *
   * @throws {RangeError} If there is not enough memory; the message says how much was asked for.
   */
  tensor(shape: Shape): Tensor;

  /**
   * New bytes, all zero, in this backend's memory: pixels on their way into a tensor.
   *
   * @throws {RangeError} If the length is not an integer of at least 0, or there is not enough memory.
   */
  bytes(length: number): Uint8Array;
}

/**
 * A backend whose operations refuse tensors that do not fit together: all backends are made by this.
 *
 * @param backend What carries the operations out, and may rely on it that the shapes fit.
 */
export function checked(backend: Backend): Backend {
  return {
    name: backend.name,
    threads: backend.threads,
    rounding: backend.rounding,
    together: backend.together,
    tensor: backend.tensor,
    bytes(length) {
      if (!Number.isInteger(length) || length < 0) {
        throw new RangeError(
          `Cannot make bytes: their number is ${length} but must be an integer of at least 0`,
        );
      }
      return backend.bytes(length);
    },
    denseDescent: backend.denseDescent,
    ...checkedActivations(backend),
    ...checkedConvolution(backend),
    ...checkedDropout(backend),
    ...checkedElementwise(backend),
    ...checkedLosses(backend),
    ...checkedMatmul(backend),
    ...checkedNormalization(backend),
    ...checkedPooling(backend),
    ...checkedSoftmax(backend),
    ...checkedUpdates(backend),
  };
}
