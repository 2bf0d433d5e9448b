// What every layer is: X becomes Y on the way forward, dE/dY becomes dE/dX on the way back.

import type { Backend } from "../../tensor/backend.ts";
import type { FieldSchemas } from "../../system/schema.ts";
import type { Random } from "../../tensor/random.ts";
import { describe, sameShape, type Shape, sizeOf, type Tensor } from "../../tensor/tensor.ts";

/** Numbers that training finds, with the gradient of the loss for them. */
export interface Parameter {
  /** Its role in the layer, such as `weights`; in a network, `dense1.weights`. */
  readonly name: string;
  /** The numbers. */
  readonly value: Tensor;
  /** Of the same shape. */
  readonly gradient: Tensor;
}

/** Numbers that a layer keeps beside its parameters and that belong to its weights. */
export interface Buffer {
  /** Its role in the layer, such as `runningMean`; in a network, `batchNorm1.runningMean`. */
  readonly name: string;
  /** The numbers. */
  readonly value: Tensor;
}

/** What a layer is told on the way forward. */
export interface ForwardOptions {
  /** Whether this pass is part of training. Dropout and batch normalization behave differently. */
  readonly training: boolean;
  /** Counts the training steps, so that each has its own random numbers. */
  readonly step: number;
  /** Whether the output may be written over the input, because nobody needs that afterwards. */
  readonly overwrite?: boolean;
}

/** What a layer is told on the way back. */
export interface BackwardOptions {
  /** Whether dE/dX is wanted: for the first layer nobody asks. */
  readonly inputGradient: boolean;
  /** Whether dE/dX may be written over dE/dY, because nobody needs that afterwards. */
  readonly overwrite?: boolean;
  /**
   * Subtract the gradients from the parameters at once, times this rate, instead of storing them.
   * That is gradient descent without a second look at the weights.
   */
  readonly learningRate?: number;
}

/**
 * One step of a network, in both directions.
 *
 * The tensors that `forward` and `backward` return belong to the layer, and hold until it is called
 * again with a batch of the same size. `backward` speaks of the batch of the last `forward`.
 */
export interface Layer {
  /** The kind of layer, as its spec names it. */
  readonly type: string;
  /** The shape of one input, without the batch. */
  readonly inputShape: Shape;
  /** The shape of one output, without the batch. */
  readonly outputShape: Shape;
  /** What training changes. */
  readonly parameters: readonly Parameter[];
  /** What is kept beside it. */
  readonly buffers: readonly Buffer[];

  /**
   * From X to Y.
   *
   * @param x The inputs: `[batch, ...inputShape]`.
   * @returns The outputs: `[batch, ...outputShape]`.
   * @throws {RangeError} If the inputs have another shape.
   */
  forward(x: Tensor, options: ForwardOptions): Tensor;

  /**
   * From dE/dY to dE/dX; the gradients of the parameters are stored.
   *
   * @param dy The gradient of the loss for the outputs: `[batch, ...outputShape]`.
   * @returns The gradient for the inputs, meaningless where `inputGradient` was false.
   * @throws {RangeError} If the gradient has another shape, or nothing was run forward.
   */
  backward(dy: Tensor, options: BackwardOptions): Tensor;
}

/** What a layer is built from, beside its own spec. */
export interface LayerContext {
  /** The shape of one input, without the batch. */
  readonly inputShape: Shape;
  /** What carries out the operations. */
  readonly backend: Backend;
  /** The stream that the first weights are drawn from. */
  readonly random: Random;
  /** An integer of 32 bits that tells this layer's chance from that of others: `Sequential` draws it. */
  readonly key: number;
  /**
   * The numbers of a tensor, where they are known: it is called before memory is taken for them, and
   * throws if it knows none of this name and shape.
   */
  readonly load?: (name: string, shape: Shape) => Float32Array;
}

/** What all that deals with layers has to know of a kind of layer. */
export interface LayerKind<Spec extends { readonly type: string }> {
  /** What the fields of a spec must be. */
  readonly fields: FieldSchemas<Spec>;
  /** Builds the layer that a spec describes. */
  create(spec: Spec, context: LayerContext): Layer;
  /** What to call it in the short name of a network: `conv 32`. Without one it is passed over. */
  label?(spec: Spec): string;
  /** Whether its outputs are what the neurons of a layer answer. */
  readonly isActivation?: boolean;
  /** Whether its way back needs no output, so that the next layer may overwrite it. */
  readonly forgetsOutput?: boolean;
  /** How PyTorch keeps its parameters and buffers, by their names here. */
  readonly torch?: Readonly<Record<string, TorchTensor>>;
}

/** A parameter or buffer as PyTorch keeps it. */
export interface TorchTensor {
  /** What it is called there: `weight`. */
  readonly name: string;
  /** For each of our axes, which one it is there. */
  readonly axes: readonly number[];
  /** Whether our first axis runs over the inputs, so that the order of flattening matters. */
  readonly perInput?: boolean;
}

/** How {@linkcode createParameter} and {@linkcode createBuffer} make a tensor. */
interface FirstNumbers {
  readonly shape: Shape;
  /** Gives the first numbers, one a call, where none are loaded. */
  readonly first: () => number;
  readonly context: LayerContext;
}

/**
 * Makes a parameter with its first numbers.
 *
 * @throws {RangeError} If those that are loaded are too many or too few.
 */
export function createParameter(name: string, options: FirstNumbers): Parameter {
  const buffer = createBuffer(name, options);
  return { ...buffer, gradient: options.context.backend.tensor(options.shape) };
}

/**
 * Makes a buffer with its first numbers.
 *
 * @throws {RangeError} If those that are loaded are too many or too few.
 */
export function createBuffer(
  name: string,
  { shape, first, context: { backend, load } }: FirstNumbers,
): Buffer {
  const loaded = load?.(name, shape);
  if (loaded !== undefined && loaded.length !== sizeOf(shape)) {
    throw new RangeError(
      `Cannot load ${name}: found ${loaded.length} numbers, but its shape ${
        describe(shape)
      } holds ` +
        `${sizeOf(shape)}`,
    );
  }
  const value = backend.tensor(shape);
  if (loaded !== undefined) value.data.set(loaded);
  else for (let i = 0; i < value.size; i++) value.data[i] = first();
  return { name, value };
}

/**
 * The number of inputs in a batch whose inputs have the shape that a layer takes.
 *
 * @throws {RangeError} If they have another shape.
 */
export function batchOf(x: Tensor, layer: Pick<Layer, "type" | "inputShape">): number {
  const { inputShape } = layer;
  let fits = x.shape.length === inputShape.length + 1;
  for (let i = 0; fits && i < inputShape.length; i++) fits = x.shape[i + 1] === inputShape[i];
  if (!fits) {
    throw new RangeError(
      `Cannot run the ${layer.type} layer: the input has shape ${describe(x.shape)} ` +
        `but [batch, ${inputShape.join(", ")}] is needed`,
    );
  }
  return x.shape[0];
}

/**
 * Checks that a gradient belongs to the output of the last forward pass.
 *
 * @throws {RangeError} If there was none, or it had another shape.
 */
export function assertGradient(
  dy: Tensor,
  { y, type }: { y: Tensor | undefined; type: string },
): asserts dy is Tensor {
  if (y === undefined || !sameShape(dy.shape, y.shape)) {
    throw new RangeError(
      `Cannot run the ${type} layer backward: the gradient has shape ${describe(dy.shape)} but ` +
        (y === undefined
          ? "nothing was run forward yet"
          : `the output had shape ${describe(y.shape)}`),
    );
  }
}
