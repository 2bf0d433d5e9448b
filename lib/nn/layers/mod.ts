// All kinds of layers: their specs as one type, and the way from a spec to a layer.

import { Activation, type ActivationSpec } from "./activation.ts";
import { BatchNorm, type BatchNormSpec } from "./batch_norm.ts";
import { Conv2d, type Conv2dSpec } from "./conv2d.ts";
import { Dense, type DenseSpec } from "./dense.ts";
import { Dropout, type DropoutSpec } from "./dropout.ts";
import { Flatten, type FlattenSpec } from "./flatten.ts";
import type { Layer, LayerContext } from "./layer.ts";
import { MaxPool2d, type MaxPool2dSpec } from "./max_pool2d.ts";
import { Softmax, type SoftmaxSpec } from "./softmax.ts";

/**
 * A layer as plain data: what it is, without its weights.
 *
 * A list of these is the architecture of a network. It can be printed, stored beside the weights, and
 * sent to a Worker that builds the same network.
 */
export type LayerSpec =
  | ActivationSpec
  | BatchNormSpec
  | Conv2dSpec
  | DenseSpec
  | DropoutSpec
  | FlattenSpec
  | MaxPool2dSpec
  | SoftmaxSpec;

/**
 * Builds the layer that a spec describes.
 *
 * @throws {TypeError} If the spec names no kind of layer, as one from a file may.
 * @throws {RangeError} If the layer cannot take inputs of the given shape.
 */
export function createLayer(spec: LayerSpec, context: LayerContext): Layer {
  switch (spec.type) {
    case "sigmoid":
    case "tanh":
    case "relu":
      return new Activation(spec, context);
    case "batchNorm":
      return new BatchNorm(spec, context);
    case "conv2d":
      return new Conv2d(spec, context);
    case "dense":
      return new Dense(spec, context);
    case "dropout":
      return new Dropout(spec, context);
    case "flatten":
      return new Flatten(spec, context);
    case "maxPool2d":
      return new MaxPool2d(spec, context);
    case "softmax":
      return new Softmax(spec, context);
    default:
      throw new TypeError(
        `Cannot build a layer of type ${JSON.stringify((spec as { type: unknown }).type)}: known ` +
          `types are sigmoid, tanh, relu, batchNorm, conv2d, dense, dropout, flatten, maxPool2d ` +
          `and softmax`,
      );
  }
}

export { type ActivationSpec, relu, sigmoid, tanh } from "./activation.ts";
export { batchNorm, type BatchNormSpec } from "./batch_norm.ts";
export { conv2d, type Conv2dSpec } from "./conv2d.ts";
export { dense, type DenseSpec } from "./dense.ts";
export { dropout, type DropoutSpec } from "./dropout.ts";
export { flatten, type FlattenSpec } from "./flatten.ts";
export type { Buffer, ForwardOptions, Layer, LayerContext, Parameter } from "./layer.ts";
export { maxPool2d, type MaxPool2dSpec } from "./max_pool2d.ts";
export { softmax, type SoftmaxSpec } from "./softmax.ts";
