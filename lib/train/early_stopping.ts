// Early stopping: a training ends when validation images say that it only learns by heart.

import * as v from "valibot";
import type { Sequential } from "../nn/mod.ts";
import { checkSchema, integerFrom, type Schema } from "../system/schema.ts";
import { Tensor } from "../tensor/mod.ts";
import type { EpochReport } from "./history.ts";

/** When to stop, as plain data. */
export interface EarlyStoppingOptions {
  /** How many epochs in a row may bring nothing better. */
  readonly patience: number;
  /** What is to get better: the "loss" of the validation images if left out, or the "accuracy". */
  readonly monitor?: "loss" | "accuracy";
}

/** What the options of early stopping must be. */
export const earlyStoppingSchema: Schema<EarlyStoppingOptions> = v.strictObject({
  patience: integerFrom(1),
  monitor: v.optional(v.picklist(["loss", "accuracy"])),
});

/**
 * Remembers the weights of the epoch that was the best for images not trained on.
 *
 * Prechelt, [Early Stopping - But When?](https://doi.org/10.1007/3-540-49430-8_3) (1998), which compares
 * this with finer rules.
 */
export class EarlyStopping {
  readonly #options: EarlyStoppingOptions;
  readonly #network: Sequential;
  readonly #tensors: readonly Tensor[];
  #bestScore = -Infinity;
  #bestEpoch: number | undefined;
  #epoch = 0;

  /** @throws {RangeError} If the patience is not an integer of at least 1, or an option unknown. */
  constructor(options: EarlyStoppingOptions, network: Sequential) {
    checkSchema(earlyStoppingSchema, options, { to: "stop early", ErrorType: RangeError });
    this.#options = options;
    this.#network = network;
    this.#tensors = network.state.map(({ value }) => new Tensor(value.shape));
  }

  /** The best epoch so far, counted from 1; none before the first. */
  get bestEpoch(): number | undefined {
    return this.#bestEpoch;
  }

  /** Whether patience is at its end. */
  get shouldStop(): boolean {
    return this.#epoch - (this.#bestEpoch ?? 0) >= this.#options.patience;
  }

  /** The weights of the best epoch, in the order of the state of the network. */
  get tensors(): readonly Tensor[] {
    return this.#tensors;
  }

  /** Takes in an epoch, and the weights that the network has after it. */
  observe(report: EpochReport): void {
    if (!this.#note(report)) return;
    for (const [i, { value }] of this.#network.state.entries()) {
      this.#tensors[i].data.set(value.data);
    }
  }

  /** Goes on after these epochs; the tensors are to be filled beside it. */
  resume(history: readonly EpochReport[]): void {
    for (const report of history) this.#note(report);
  }

  /** Gives the network the weights of the best epoch, if there was one. */
  restore(): void {
    if (this.#bestEpoch === undefined) return;
    for (const [i, { value }] of this.#network.state.entries()) {
      value.data.set(this.#tensors[i].data);
    }
  }

  /** Whether an epoch was better than all before it. */
  #note({ epoch, validationLoss, validationAccuracy }: EpochReport): boolean {
    const score = this.#options.monitor === "accuracy" ? validationAccuracy! : -validationLoss!;
    this.#epoch = epoch;
    if (!(score > this.#bestScore)) return false;
    this.#bestScore = score;
    this.#bestEpoch = epoch;
    return true;
  }
}
