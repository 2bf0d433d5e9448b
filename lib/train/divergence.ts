// Trainings that went wrong for good: a loss or weights that are no longer finite numbers.

import type { Sequential } from "../nn/mod.ts";

/** The loss or the weights of a training were no longer finite numbers. */
export class DivergenceError extends Error {
  /** The name of the class, as errors are printed. */
  override readonly name = "DivergenceError";
}

/** Where a training stands. */
interface Position {
  /** Counts from 0. */
  readonly epoch: number;
  /** Counts from 1. */
  readonly step: number;
  readonly learningRate: number;
}

/**
 * Checks the loss of a step.
 *
 * @throws {DivergenceError} If it is not a finite number. The message says what to try.
 */
export function assertLossFinite(loss: number, position: Position): void {
  if (!Number.isFinite(loss)) throw divergence(`the loss is ${loss}`, position);
}

/**
 * Checks all that a network consists of: a loss is looked at before the step that follows from it, so the
 * last one could leave nothing but NaN behind.
 *
 * @throws {DivergenceError} If a number is not finite. The message says what to try.
 */
export function assertWeightsFinite({ state }: Sequential, position: Position): void {
  for (const { name, value: { data } } of state) {
    for (let i = 0; i < data.length; i++) {
      if (!Number.isFinite(data[i])) {
        throw divergence(`a number of ${name} is ${data[i]}`, position);
      }
    }
  }
}

function divergence(
  found: string,
  { epoch, step, learningRate }: Position,
): DivergenceError {
  return new DivergenceError(
    `Training diverged in epoch ${epoch + 1}, at step ${step}: ${found} with a learning rate of ` +
      `${learningRate}. Try a rate ten times smaller, or clipNorm: 1`,
  );
}
