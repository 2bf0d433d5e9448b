// How large a network may be that others describe, as a few bytes can describe one that fills any memory.

import { referenceBackend } from "../tensor/reference/backend.ts";
import { type Shape, sizeOf } from "../tensor/tensor.ts";
import type { Architecture } from "./architecture.ts";
import { Sequential } from "./sequential.ts";

/** How many numbers the layers of a network may put out for one input, all together: 256 MiB. */
const MAX_ACTIVATIONS = 2 ** 26;

/** How many for one batch: with their gradients as much as a WebAssembly memory holds, 4 GiB. */
const MAX_BATCH_ACTIVATIONS = 2 ** 29;

/** How many numbers a network may consist of: 256 MiB, which an optimizer may keep four times. */
const MAX_STATE = 2 ** 26;

/**
 * Throws if the layers of a network put out more than is possible. Layers without weights can describe
 * huge outputs in few words.
 *
 * @param options `to`: what cannot be done then, for the error; `batchSize`: for how many inputs at a
 * time, one if left out.
 * @throws {RangeError} If they do.
 */
export function assertActivations(
  { layers, inputShape }: Pick<Sequential, "layers" | "inputShape">,
  { to, batchSize = 1 }: { to: string; batchSize?: number },
): void {
  const sizes = [inputShape, ...layers.map(({ outputShape }) => outputShape)].map(sizeOf);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const limits = [["one input", 1, MAX_ACTIVATIONS], [
    `a batch of ${batchSize}`,
    batchSize,
    MAX_BATCH_ACTIVATIONS,
  ]] as const;
  for (const [inputs, count, most] of limits) {
    if (count * total <= most) continue;
    throw new RangeError(
      `Cannot ${to}: its layers put out ${count * total} numbers for ${inputs}, but at most ` +
        `${most} are possible`,
    );
  }
}

/**
 * Throws if a network is larger than one may be that is trained for others. No more memory is taken than
 * for the largest that may.
 *
 * @param options `to`: what cannot be done then, for the error; `batchSize`: how many inputs it is given
 * at a time.
 * @throws {RangeError} If it is, or its layers do not fit together.
 */
export function assertTrainable(
  { layers, inputShape }: Pick<Architecture, "layers" | "inputShape">,
  { to, batchSize }: { to: string; batchSize: number },
): void {
  let total = 0;
  const load = (name: string, shape: Shape) => {
    total += sizeOf(shape);
    if (total <= MAX_STATE) return new Float32Array(sizeOf(shape));
    throw new RangeError(
      `Cannot ${to}: up to ${name} [${
        shape.join(", ")
      }] its network has ${total} numbers, but at ` +
        `most ${MAX_STATE} are possible`,
    );
  };
  const network = new Sequential(layers, { inputShape, backend: referenceBackend, load });
  assertActivations(network, { to, batchSize });
}
