// What a network says of images that nobody labelled.

import type { Sequential } from "../nn/sequential.ts";
import { argmax } from "../system/argmax.ts";

/** The answer of a network for one image. */
export interface Classification {
  /** The class with the largest output. */
  readonly digit: number;
  /**
   * What the network put out for each class: probabilities where it ends in softmax, else numbers
   * that need not add up to 1.
   */
  readonly outputs: Float32Array;
}

/**
 * Shows images to a network.
 *
 * @param network A network that takes images of this size, as `[784]` or `[28, 28, 1]`.
 * @param images The pixels of each image, from 0 (paper) to 255 (ink), as `mnistImage` makes them.
 * @returns An answer for each image.
 * @throws {RangeError} If an image has another number of pixels than the network takes, or an answer is
 * not of finite numbers.
 */
export function classify(network: Sequential, images: readonly Uint8Array[]): Classification[] {
  const { inputShape, backend } = network;
  const pixels = inputShape.reduce((product, axis) => product * axis, 1);
  const x = backend.tensor([1, ...inputShape]);
  return images.map((image) => {
    if (image.length !== pixels) {
      throw new RangeError(
        `Cannot classify an image: it has ${image.length} pixels but the network takes ` +
          `${pixels}; prepare it with mnistImage`,
      );
    }
    for (let i = 0; i < pixels; i++) x.data[i] = image[i] / 255;
    // The tensor belongs to the network, which uses it again for the next image.
    const outputs = network.forward(x).data.slice();
    const digit = argmax(outputs);
    if (digit === undefined || !outputs.every(Number.isFinite)) {
      throw new RangeError(
        `Cannot classify an image: the network puts out ${
          outputs.find((y) => !Number.isFinite(y))
        } ` +
          "but finite numbers are needed; its weights are damaged, train it again or take another",
      );
    }
    return { digit, outputs };
  });
}
