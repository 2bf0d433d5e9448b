// All kinds of layers: the registry that types, errors, summaries and saved files follow.

import { oneOfTypes, type Schema } from "../../system/schema.ts";
import { activationKinds, type ActivationSpec } from "./activation.ts";
import { batchNormKind, type BatchNormSpec } from "./batch_norm.ts";
import { conv2dKind, type Conv2dSpec } from "./conv2d.ts";
import { denseKind, type DenseSpec } from "./dense.ts";
import { dropoutKind, type DropoutSpec } from "./dropout.ts";
import { flattenKind, type FlattenSpec } from "./flatten.ts";
import type { Layer, LayerContext, LayerKind } from "./layer.ts";
import { maxPool2dKind, type MaxPool2dSpec } from "./max_pool2d.ts";
import { softmaxKind, type SoftmaxSpec } from "./softmax.ts";

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
 * What there is to know of each kind of layer.
 *
 * @ignore For the rooms that build on this one.
 */
export const layerKinds: Readonly<Record<LayerSpec["type"], LayerKind<LayerSpec>>> = {
  ...activationKinds,
  batchNorm: batchNormKind,
  conv2d: conv2dKind,
  dense: denseKind,
  dropout: dropoutKind,
  flatten: flattenKind,
  maxPool2d: maxPool2dKind,
  softmax: softmaxKind,
};

/**
 * What a layer spec must be, wherever it comes from: a cell, a recipe, a file.
 *
 * @ignore For the rooms that build on this one.
 */
export const layerSpecSchema: Schema<LayerSpec> = oneOfTypes<LayerSpec>(layerKinds, {
  wanted: "a layer such as relu()",
});

/**
 * Builds the layer that a spec describes, which {@linkcode layerSpecSchema} must allow.
 *
 * @throws {RangeError} If the layer cannot take inputs of the given shape.
 *
 * @ignore For networks and tests.
 */
export function createLayer(spec: LayerSpec, context: LayerContext): Layer {
  return layerKinds[spec.type].create(spec, context);
}

export { type ActivationSpec, relu, sigmoid, tanh } from "./activation.ts";
export { batchNorm, type BatchNormSpec } from "./batch_norm.ts";
export { conv2d, type Conv2dSpec } from "./conv2d.ts";
export { dense, type DenseSpec } from "./dense.ts";
export { dropout, type DropoutSpec } from "./dropout.ts";
export { flatten, type FlattenSpec } from "./flatten.ts";
export type { BackwardOptions, Buffer, ForwardOptions, Layer, Parameter } from "./layer.ts";
export { maxPool2d, type MaxPool2dSpec } from "./max_pool2d.ts";
export { softmax, type SoftmaxSpec } from "./softmax.ts";
