// What a pupil is told: the labels, and beside them what its teacher holds possible.

import { type Backend, BatchTensors, type Tensor } from "../tensor/mod.ts";
import { crossEntropy, type LossResult } from "./losses.ts";

/** How much a teacher counts, and how softly it speaks. */
export interface DistillationWeights {
  /** What logits are divided by before the softmax, the pupil's and the teacher's. */
  readonly temperature: number;
  /** The part of the loss that is the teacher's: from 0, labels alone, to 1, no labels. */
  readonly weight: number;
}

/**
 * The loss of a network that learns from labels t and from the answers of a teacher:
 *
 *     E = (1 - w) CE(t, softmax(z)) + w T^2 CE(q, softmax(z / T))
 *     dE/dz = (1 - w) (softmax(z) - t) + w T (softmax(z / T) - q)
 *
 * with logits z, the teacher's probabilities q at temperature T, and its weight w. The gradient of the
 * second part falls with 1 / T^2 where T is high, so its factor keeps both parts in proportion: Hinton,
 * Vinyals and Dean, [Distilling the Knowledge in a Neural Network](https://arxiv.org/abs/1503.02531)
 * (2015), section 2.
 *
 * Its working memory is made with it: computing a loss allocates nothing.
 */
export class DistillationLoss {
  readonly #backend: Backend;
  readonly #options: DistillationWeights;
  readonly #logits: BatchTensors;
  readonly #gradients: BatchTensors;
  readonly #losses: BatchTensors;

  /**
   * @param backend What carries out the operations.
   * @param options The temperature, the teacher's weight, and `classes`, the length of a row of logits.
   */
  constructor(
    backend: Backend,
    { classes, ...options }: DistillationWeights & { classes: number },
  ) {
    this.#backend = backend;
    this.#options = options;
    this.#logits = new BatchTensors(backend, [classes]);
    this.#gradients = new BatchTensors(backend, [classes]);
    this.#losses = new BatchTensors(backend, []);
  }

  /**
   * Computes the losses of a batch, and the gradient of their mean.
   *
   * @param logits What would go into the softmax: `[batch, classes]`.
   * @param answers `targets`, the right probabilities, and `softened`, the teacher's at the temperature:
   * both `[batch, classes]`.
   * @param result Where the losses and the gradient go.
   * @throws {RangeError} If a tensor has another shape.
   */
  compute(
    logits: Tensor,
    { targets, softened }: { targets: Tensor; softened: Tensor },
    { losses, gradient }: LossResult,
  ): void {
    const backend = this.#backend;
    const { temperature, weight } = this.#options;
    const [count] = logits.shape;
    const soft = { losses: this.#losses.for(count), gradient: this.#gradients.for(count) };
    const cooled = this.#logits.for(count);
    crossEntropy(logits, targets, { backend, losses, gradient });
    for (let i = 0; i < cooled.size; i++) cooled.data[i] = logits.data[i] / temperature;
    crossEntropy(cooled, softened, { backend, ...soft });
    mix(gradient.data, { with: soft.gradient.data, weight, factor: temperature });
    mix(losses.data, { with: soft.losses.data, weight, factor: temperature * temperature });
  }
}

function mix(
  values: Float32Array,
  { with: others, weight, factor }: { with: Float32Array; weight: number; factor: number },
): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = (1 - weight) * values[i] + weight * factor * others[i];
  }
}
