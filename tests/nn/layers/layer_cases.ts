// A case or more for every kind of layer: what the tests of all layers go through.

import type { Layer, LayerSpec } from "../../../lib/nn/mod.ts";
import { createLayer } from "../../../lib/nn/layers/mod.ts";
import * as nn from "../../../lib/nn/mod.ts";
import { type Backend, Random, type Shape, type Tensor } from "../../../lib/tensor/mod.ts";

/** A layer, and the shape of one of its inputs. */
export interface LayerCase {
  readonly name: string;
  readonly spec: LayerSpec;
  readonly inputShape: Shape;
}

export const layerCases: LayerCase[] = [
  { name: "dense", spec: nn.dense(4), inputShape: [5] },
  { name: "sigmoid", spec: nn.sigmoid(), inputShape: [5] },
  { name: "tanh", spec: nn.tanh(), inputShape: [2, 3, 2] },
  { name: "relu", spec: nn.relu(), inputShape: [3, 3, 1] },
  { name: "softmax", spec: nn.softmax(), inputShape: [5] },
  { name: "conv2d", spec: nn.conv2d(3), inputShape: [5, 4, 2] },
  { name: "padded conv2d", spec: nn.conv2d(2, { padding: 1, stride: 2 }), inputShape: [4, 5, 1] },
  { name: "maxPool2d", spec: nn.maxPool2d(2), inputShape: [4, 5, 2] },
  {
    name: "overlapping maxPool2d",
    spec: nn.maxPool2d(3, { stride: 2, padding: 1 }),
    inputShape: [4, 5, 1],
  },
  { name: "flatten", spec: nn.flatten(), inputShape: [2, 3, 2] },
  { name: "batchNorm of rows", spec: nn.batchNorm(), inputShape: [3] },
  { name: "batchNorm of images", spec: nn.batchNorm({ epsilon: 0.01 }), inputShape: [2, 2, 3] },
  { name: "dropout", spec: nn.dropout(0.4), inputShape: [2, 3, 2] },
];

/** The layer of a case, its weights drawn from the seed. */
export function buildLayer(
  { spec, inputShape }: LayerCase,
  { backend, seed = 1 }: { backend: Backend; seed?: number },
): Layer {
  const random = new Random([seed, "weights"]);
  const layer = createLayer(spec, { inputShape, backend, random, key: 1234 + seed });
  // Zeros and ones, which biases and the like start with, would hide mistakes.
  for (const { value } of layer.parameters) {
    for (let i = 0; i < value.size; i++) value.data[i] += 0.3 * random.normal();
  }
  return layer;
}

/**
 * Numbers from -1 to 1 in random order, evenly spaced. None is near 0 and no two are near each
 * other, so that a small change moves nothing over the kink of ReLU or the edge of a maximum.
 */
export function spaced(
  shape: Shape,
  { backend, seed }: { backend: Backend; seed: number },
): Tensor {
  const tensor = backend.tensor(shape);
  const { size, data } = tensor;
  // An odd number of them would have one at 0.
  const spacing = 2 / (size + size % 2);
  for (let i = 0; i < size; i++) data[i] = -1 + (i + 0.5) * spacing;
  new Random([seed, "numbers"]).shuffle(data);
  return tensor;
}
