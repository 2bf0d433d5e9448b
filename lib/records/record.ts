// The record of a training: what was trained how, what it reached, and the digest that proves it.

/** The figure that a document gives for this system. */
export interface ReferenceFigure {
  /** A fraction from 0 to 1, or null where the document only describes the system. */
  readonly accuracy: number | null;
  /** What it was read on, in words: "first 1,000 test images". */
  readonly readOn: string;
  /** How many images that were; without it the figure gets no interval. */
  readonly images?: number;
  /** What the weights it published reach on all 10,000 test images. */
  readonly publishedWeightsAccuracy?: number;
  readonly loss?: number;
  readonly seconds?: number;
}

/** One seed's training. Accuracies are fractions from 0 to 1. */
export interface TrainingRun {
  readonly seed: number;
  /** On all 10,000 test images. */
  readonly testAccuracy: number;
  /** On the first 1,000 of them, as the document of the first generations reads it. */
  readonly firstThousandAccuracy: number;
  readonly testLoss: number;
  readonly epochs: number;
  /** What the training took; the only figure that another run changes. */
  readonly seconds: number;
  /** SHA-256 of the trained weights, 64 hexadecimal digits. */
  readonly weightsSha256: string;
}

/** What {@linkcode makeRecord} needs: everything but what it computes. */
export interface RecordParts {
  /** The name of the file, such as "02-softmax-cross-entropy": small letters, digits and hyphens. */
  readonly name: string;
  /** What a reader calls it: "2 Softmax and cross-entropy". */
  readonly title: string;
  /** The notebook that trains it, such as "02-softmax.ipynb", if there is one. */
  readonly notebook?: string;
  readonly reference: ReferenceFigure;
  /** The network in short: "784-100-10". */
  readonly network: string;
  /** How many numbers were learned. */
  readonly parameters: number;
  /** The whole recipe, and whatever else tells this training from others: anything JSON can say. */
  readonly settings: unknown;
  readonly runs: readonly TrainingRun[];
  /** Results beside the runs, such as an ensemble's accuracy: anything JSON can say. */
  readonly figures?: unknown;
  /** The machine that the seconds belong to. */
  readonly machine?: string;
}

/** A record as its file holds it. */
export interface TrainingRecord extends RecordParts {
  /** The mean of the runs' test accuracies. */
  readonly mean: number;
  /** Their standard deviation (n - 1), or null if there is only one run. */
  readonly std: number | null;
}

/** What the seeds of two records have in common: see {@linkcode compareWeights}. */
export interface WeightsComparison {
  /** Seeds that ended in the same weights, bit for bit. */
  readonly same: readonly number[];
  /** Seeds that ended in other weights. */
  readonly different: readonly number[];
  /** Seeds of the first record that the second does not have. */
  readonly missing: readonly number[];
}

/**
 * Compares two records of the same training, seed by seed, by the digests of their weights.
 *
 * @param first The record to hold the other against, as it was committed.
 * @param second The record of a repetition.
 */
export function compareWeights(
  first: Pick<TrainingRecord, "runs">,
  second: Pick<TrainingRecord, "runs">,
): WeightsComparison {
  const digests = new Map(second.runs.map((run) => [run.seed, run.weightsSha256]));
  const seedsWhere = (wanted: (run: TrainingRun) => boolean) =>
    first.runs.filter(wanted).map((run) => run.seed);
  return {
    same: seedsWhere((run) => digests.get(run.seed) === run.weightsSha256),
    different: seedsWhere((run) =>
      digests.has(run.seed) && digests.get(run.seed) !== run.weightsSha256
    ),
    missing: seedsWhere((run) => !digests.has(run.seed)),
  };
}
