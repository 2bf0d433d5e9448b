// Gradient descent on one image at a time, for a network of nothing but dense layers: many steps in one
// call.
//
// It does what the layers do, with the same sums in the same order, and so with the same bits. What it saves is
// the way to each kernel, which takes as long as a small one; to look for nonzero inputs twice, for the way
// forward and for the update; and to read weights twice, for the way back and for the update.

import { activate, activateGradient } from "./elementwise";
import { addSelected } from "./gemv";
import { gemvT, gemvTUpdating } from "./gemv_t";
import { updateSelected } from "./ger";
import { EXACT } from "./madd";
import { scaleFactors, selectNonzero, selectPixels, SPAN } from "./nonzero";
import { crossEntropy, squaredError } from "./softmax";
import { sumRows } from "./sum_rows";

/** What a layer is to `descend`: the caller writes it, all but the last field, into memory. */
@unmanaged
class DenseLayer {
  /** `[inputs, units]`, at most `SPAN` inputs. */
  weights: usize;
  /** `[units]` */
  bias: usize;
  inputs: i32;
  units: i32;
  /** Which activation follows it; a negative number if none does. */
  activation: i32;
  /** `[units]`: room for the outputs, behind the activation. */
  y: usize;
  /** `[units]`: room for the gradient for them. */
  dy: usize;
  /** Room for `SELECTION_BYTES`: the inputs that are not zero. */
  selection: usize;
  /** How many they are. */
  selected: i32;
}

/** Bytes of a layer. */
export const DENSE_LAYER_BYTES: usize = offsetof<DenseLayer>();

/**
 * Makes a step for each of `count` images, which are bytes, one after the other.
 *
 * @param targets `[count, outputs]`, as `outputs`, which gets what the network said before each step.
 * @param rates `[count]`: the learning rates.
 * @param likelihood Whether the loss is `crossEntropy` of the last layer; else it is `squaredError`.
 * Not for the exact build, whose selections do not outlast a product.
 */
export function descend(
  layers: usize,
  depth: i32,
  images: usize,
  targets: usize,
  rates: usize,
  likelihood: bool,
  outputs: usize,
  losses: usize,
  count: i32,
): void {
  if (ROUNDING == EXACT) unreachable();
  const end = layers + DENSE_LAYER_BYTES * depth;
  const last = changetype<DenseLayer>(end - DENSE_LAYER_BYTES);
  for (let image = 0; image < count; image++) {
    forward(layers, end, images);
    memory.copy(outputs, last.y, 4 * last.units);
    if (likelihood) crossEntropy(last.y, targets, losses, last.dy, last.units, 1, 0, 1);
    else squaredError(last.y, targets, losses, last.dy, last.units, 1, 0, 1);
    backward(layers, end, load<f32>(rates));
    images += changetype<DenseLayer>(layers).inputs;
    targets += 4 * last.units;
    outputs += 4 * last.units;
    losses += 4;
    rates += 4;
  }
}

/** Brings an image through all layers. */
function forward(layers: usize, end: usize, image: usize): void {
  let x: usize = 0;
  for (let at = layers; at < end; at += DENSE_LAYER_BYTES) {
    const layer = changetype<DenseLayer>(at);
    const stride: usize = 4 * layer.units;
    layer.selected = at == layers
      ? selectPixels(image, layer.inputs, layer.weights, stride, layer.selection)
      : selectNonzero(x, layer.inputs, layer.weights, stride, 1, layer.selection);
    x = layer.y;
    memory.copy(x, layer.bias, stride);
    addSelected(layer.selection, layer.selected, x, layer.units);
    if (layer.activation >= 0) activate(layer.activation, x, x, 0, layer.units);
  }
}

/** From the gradient for the last outputs back to the first layer; each layer is updated on the way. */
function backward(layers: usize, end: usize, rate: f32): void {
  for (let at = end - DENSE_LAYER_BYTES; at >= layers; at -= DENSE_LAYER_BYTES) {
    const layer = changetype<DenseLayer>(at);
    const units = layer.units;
    const dy = layer.dy;
    if (layer.activation >= 0) activateGradient(layer.activation, dy, layer.y, dy, 0, units);
    const inputs = layer.inputs;
    const selection = layer.selection;
    scaleFactors(selection, layer.selected, -rate);
    // How many rows are updated already: where no input is zero, all but the last few.
    let done = 0;
    if (at > layers) {
      const dx = changetype<DenseLayer>(at - DENSE_LAYER_BYTES).dy;
      if (layer.selected == inputs) {
        done = inputs & ~3;
        gemvTUpdating(dy, layer.weights, dx, units, done, selection + 4 * SPAN);
      }
      const rest = layer.weights + 4 * <usize>done * <usize>units;
      gemvT(dy, rest, dx + 4 * done, 0, units, inputs - done, 1, false);
    }
    updateSelected(selection + 4 * done, layer.selected - done, dy, units);
    sumRows(dy, layer.bias, 1, units, -rate, true, 0, units);
  }
}
