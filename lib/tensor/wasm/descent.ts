// Gradient descent on dense layers by one kernel: the memory that it needs, and its call.

import type { DenseStage, Descent, DescentOperations } from "../operations/descent.ts";
import { activationNumbers } from "./activations.ts";
import type { Allocator } from "./allocator.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Rounding } from "./rounding.ts";

/** Many steps at once. The exact build goes layer by layer: it cannot use a selection twice. */
export function wasmDescent(
  dispatch: Dispatch,
  { allocator, rounding }: { allocator: Allocator; rounding: Rounding },
): DescentOperations {
  const { SPAN } = dispatch.constants;
  return {
    denseDescent(stages) {
      if (rounding === "exact" || stages.some(({ weights }) => weights.shape[0] > SPAN)) return;
      return prepare(stages, { dispatch, allocator });
    },
  };
}

function prepare(
  stages: readonly DenseStage[],
  { dispatch, allocator }: { dispatch: Dispatch; allocator: Allocator },
): Descent {
  const { kernels, addressOf, constants } = dispatch;
  const { DENSE_LAYER_BYTES, SELECTION_BYTES } = constants;
  const numbers = activationNumbers(constants);
  const widths = stages.map(({ bias }) => lines(4 * bias.size));
  const table = lines(DENSE_LAYER_BYTES * stages.length);
  const memory = allocator.bytes(
    widths.reduce((sum, width) => sum + 2 * width + lines(SELECTION_BYTES), table),
  );
  let free = memory.byteOffset + table;
  for (const [i, { weights, bias, activation }] of stages.entries()) {
    // In the order of the fields of `DenseLayer`, all of 32 bits.
    new Uint32Array(memory.buffer, memory.byteOffset + DENSE_LAYER_BYTES * i).set([
      addressOf(weights),
      addressOf(bias),
      weights.shape[0],
      weights.shape[1],
      activation === undefined ? -1 : numbers.get(activation)!,
      free,
      free + widths[i],
      free + 2 * widths[i],
    ]);
    free += 2 * widths[i] + lines(SELECTION_BYTES);
  }
  return (images, { count, loss, targets, learningRates, outputs, losses }) => {
    kernels.descend(
      // Asked each time, for the memory is given back when nobody holds it.
      memory.byteOffset,
      stages.length,
      images.byteOffset,
      addressOf(targets),
      addressOf(learningRates),
      loss === "crossEntropy" ? 1 : 0,
      addressOf(outputs),
      addressOf(losses),
      count,
    );
  };
}

/** Bytes of whole cache lines. */
function lines(bytes: number): number {
  return 64 * Math.ceil(bytes / 64);
}
