// The forward pass of a network for one image, with what its first layers put out.

import { layerKinds } from "../../nn/layers/mod.ts";
import type { Sequential } from "../../nn/sequential.ts";
import type { Shape, Tensor } from "../../tensor/tensor.ts";

/** What one layer put out. */
export interface LayerOutput {
  /** What to call it: "convolution 1, 32 maps of 26x26". */
  readonly title: string;
  /** Without the batch: `[height, width, channels]`, or `[units]`. */
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** The output of a cell has room for the activations of this many layers. */
const MAX_LAYERS = 2;

/**
 * Runs a network layer by layer.
 *
 * @param x One image, `[1, ...inputShape]`.
 * @param options `maxLayers`: of how many layers to tell, 2 if left out.
 * @returns What the network put out, and what the first layers of activations did, which are the maps of
 * its first convolutions or its hidden units. All of it holds until the network runs again.
 */
export function forwardWithActivations(
  network: Sequential,
  x: Tensor,
  { maxLayers = MAX_LAYERS }: { readonly maxLayers?: number } = {},
): { outputs: Float32Array; activations: LayerOutput[] } {
  const activations: LayerOutput[] = [];
  let y = x;
  const last = network.layers.length - 1;
  for (const [i, layer] of network.layers.entries()) {
    y = layer.forward(y, { training: false, step: 0 });
    const { isActivation } = layerKinds[network.specs[i].type];
    if (isActivation && i < last && activations.length < maxLayers) {
      const shape = layer.outputShape;
      activations.push({ title: titleOf(shape, activations.length + 1), shape, data: y.data });
    }
  }
  return { outputs: y.data, activations };
}

function titleOf(shape: Shape, number: number): string {
  return shape.length === 3
    ? `Layer ${number}: ${shape[2]} maps of ${shape[0]}×${shape[1]}`
    : `Layer ${number}: ${shape[0]} units`;
}
