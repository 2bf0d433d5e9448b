// A moving average of the weights, which answers more steadily than the weights of any one step.

import type { Sequential } from "../nn/mod.ts";
import { belowOne, checkSchema } from "../system/schema.ts";
import type { Tensor } from "../tensor/mod.ts";

/**
 * Follows the state of a network while it trains: `average = decay * average + (1 - decay) * state`.
 *
 * The first steps count more than `decay` says, or the random start would be remembered for long:
 * step t keeps at most (1 + t) / (10 + t).
 *
 * Polyak and Juditsky,
 * [Acceleration of Stochastic Approximation by Averaging](https://doi.org/10.1137/0330046) (1992).
 */
export class MovingAverage {
  readonly #network: Sequential;
  readonly #decay: number;
  readonly #tensors: readonly Tensor[];

  /**
   * @param decay The part of the average that each step keeps, in [0, 1).
   * @throws {RangeError} If the decay is out of range.
   */
  constructor(network: Sequential, decay: number) {
    checkSchema(belowOne, decay, {
      to: "average weights",
      name: "the decay",
      ErrorType: RangeError,
    });
    this.#network = network;
    this.#decay = decay;
    this.#tensors = network.state.map(({ value }) => {
      const tensor = network.backend.tensor(value.shape);
      tensor.data.set(value.data);
      return tensor;
    });
  }

  /** The averages, in the order of the state of the network. */
  get tensors(): readonly Tensor[] {
    return this.#tensors;
  }

  /** Takes in the weights as they are after a step, where steps count from 1. */
  update(step: number): void {
    const decay = Math.min(this.#decay, (1 + step) / (10 + step));
    for (const [i, { value }] of this.#network.state.entries()) {
      this.#network.backend.emaUpdate(value, { average: this.#tensors[i], decay });
    }
  }

  /** Exchanges the average and the weights of the network; a second call takes that back. */
  swap(): void {
    for (const [i, { value }] of this.#network.state.entries()) {
      const weights = value.data.slice();
      value.data.set(this.#tensors[i].data);
      this.#tensors[i].data.set(weights);
    }
  }
}
