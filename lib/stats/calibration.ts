// Does a network that says "90 % sure" answer right nine times in ten?

import { argmax } from "../system/argmax.ts";
import { type Interval, wilsonInterval } from "./statistics.ts";

/** More ranges would hold no answer each. */
const MAX_BINS = 10_000;

/** What a probability of 1 may have become by rounding to 32 bits. */
const MAX_PROBABILITY = 1.001;

/** The answers whose confidence lies in one range. */
export interface CalibrationBin {
  /** The range of confidence, `low` excluded and `high` included. */
  readonly range: Interval;
  /** How many answers. */
  readonly count: number;
  /** The mean confidence of these answers. */
  readonly confidence: number;
  /** The share of them that is right. */
  readonly accuracy: number;
  /** The 95 % Wilson interval of that share. */
  readonly interval: Interval;
}

/** What {@linkcode calibrate} found. */
export interface Calibration {
  /** From the least sure to the surest; ranges without an answer are left out. */
  readonly bins: readonly CalibrationBin[];
  /** The mean distance between confidence and accuracy, each bin weighed by its answers. */
  readonly expectedError: number;
}

/**
 * Compares how sure a network is with how often it is right.
 *
 * Its confidence in an answer is the largest of the class probabilities. Answers are sorted into
 * ranges of equal width by confidence; in each, the mean confidence is set against the share that is
 * right. The expected calibration error is the mean of their distances (Guo, Pleiss, Sun and
 * Weinberger, 2017, equation 3).
 *
 * @param probabilities The class probabilities of each image, [images, classes] row by row.
 * @param labels The right class of each image.
 * @param options `bins`: the number of ranges from 0 to 1, 10 by default.
 * @throws {RangeError} If the probabilities are not one row for each label, one is not from 0 to 1, or the
 * number of ranges is none.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { calibrate } from "./calibration.ts";
 *
 * // Two answers, both 0.8 sure, one of them right.
 * const { expectedError } = calibrate([0.8, 0.2, 0.2, 0.8], [0, 0]);
 * assertAlmostEquals(expectedError, 0.3);
 * ```
 */
export function calibrate(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  { bins = 10 }: { bins?: number } = {},
): Calibration {
  const classes = probabilities.length / labels.length;
  if (!Number.isInteger(classes) || classes < 1) {
    throw new RangeError(
      `Cannot calibrate: found ${probabilities.length} probabilities for ${labels.length} labels, ` +
        `but each label needs one for every class`,
    );
  }
  if (!(Number.isInteger(bins) && bins >= 1 && bins <= MAX_BINS)) {
    throw new RangeError(
      `Cannot calibrate: bins is ${bins} but must be an integer from 1 to ${MAX_BINS}`,
    );
  }
  const tallies = Array.from({ length: bins }, () => ({ count: 0, right: 0, confidence: 0 }));
  for (let image = 0; image < labels.length; image++) {
    const row = image * classes;
    for (let label = 0; label < classes; label++) {
      const probability = probabilities[row + label];
      if (!(probability >= 0 && probability <= MAX_PROBABILITY)) {
        throw new RangeError(
          `Cannot calibrate: the probability of class ${label} for image ${image} is ${probability} ` +
            `but must be from 0 to 1`,
        );
      }
    }
    const answer = argmax(probabilities, { start: row, end: row + classes })!;
    const confidence = probabilities[row + answer];
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
    tallies[bin].count++;
    tallies[bin].confidence += confidence;
    if (answer === labels[image]) tallies[bin].right++;
  }
  let expectedError = 0;
  const filled: CalibrationBin[] = [];
  for (const [i, { count, right, confidence }] of tallies.entries()) {
    if (count === 0) continue;
    expectedError += Math.abs(right - confidence) / labels.length;
    filled.push({
      range: { low: i / bins, high: (i + 1) / bins },
      count,
      confidence: confidence / count,
      accuracy: right / count,
      interval: wilsonInterval(right, count),
    });
  }
  return { bins: filled, expectedError };
}
