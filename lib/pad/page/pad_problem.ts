// Which networks a pad can use.

import { MNIST_SIDE } from "../../inference/mnist_image.ts";
import type { Sequential } from "../../nn/sequential.ts";
import { describe, sameShape, sizeOf } from "../../tensor/tensor.ts";

/** What is told apart. */
const DIGITS = 10;

/** Why a network cannot read what is drawn, if it cannot. */
export function problemOf(
  { title, network }: { readonly title: string; readonly network: Sequential },
): string | undefined {
  const { inputShape, outputShape, state } = network;
  if (sizeOf(inputShape) !== MNIST_SIDE ** 2) {
    return `the network "${title}" takes ${
      describe(inputShape)
    } but a drawing has ${MNIST_SIDE}x${MNIST_SIDE} pixels`;
  }
  if (!sameShape(outputShape, [DIGITS])) {
    return `the network "${title}" puts out ${
      describe(outputShape)
    } but there are ${DIGITS} digits`;
  }
  if (state.some(({ value }) => !value.data.every(Number.isFinite))) {
    return `the network "${title}" has weights that are not finite numbers`;
  }
  return undefined;
}
