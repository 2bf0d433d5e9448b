// One training as a record keeps it.

import { type Sequential, weightsSha256 } from "../nn/mod.ts";
import { accuracyOfFirst, type Evaluation } from "../train/mod.ts";
import type { RecordedDataset, TrainingRun } from "./record.ts";

/** A training that is over, and what it reached. */
export interface EndedTraining {
  /** What all its chance came from. */
  readonly seed: number;
  /** With the weights that it ended with. */
  readonly network: Sequential;
  /** What the network answered to the test images. */
  readonly test: Evaluation;
  /** How many epochs there were. */
  readonly epochs: number;
  /** What they took. */
  readonly seconds: number;
  /** The digest of the weights, where it is known. */
  readonly weightsSha256?: string;
}

/**
 * One training as a record keeps it; most notebooks leave this to `recordTraining`.
 *
 * @param dataset What it was tested on, as `recordedDataset` says it.
 */
export async function trainingRun(
  ended: EndedTraining,
  { firstTestImages }: Pick<RecordedDataset, "firstTestImages">,
): Promise<TrainingRun> {
  const { seed, test, epochs, seconds } = ended;
  return {
    seed,
    testAccuracy: test.accuracy,
    firstTestAccuracy: firstTestImages && accuracyOfFirst(firstTestImages, test),
    testLoss: test.loss,
    epochs,
    seconds,
    // A network that nobody asks for need not be built.
    weightsSha256: ended.weightsSha256 ?? await weightsSha256(ended.network),
  };
}
