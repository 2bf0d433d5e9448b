// What is to be said of a network's answers: how many are right, and what was taken for what.

import { argmax } from "../system/argmax.ts";

/** What a network said of a set of images, and how much of it was right. */
export interface Evaluation {
  /** How many images. */
  readonly count: number;
  /** How many of them were classified correctly. */
  readonly correct: number;
  /** The part of the images that was classified correctly. */
  readonly accuracy: number;
  /** The mean loss. */
  readonly loss: number;
  /** The class of each image. */
  readonly labels: Uint8Array;
  /** The class that the network chose for each image. */
  readonly predictions: Uint8Array;
  /** What the network put out for each image: `count` rows of one number a class. */
  readonly outputs: Float32Array;
  /** How many images of class `row` were taken for class `column`. */
  readonly confusion: readonly (readonly number[])[];
  /** How the network does on each class. */
  readonly classes: readonly ClassMetrics[];
}

/** How a network does on one class. */
export interface ClassMetrics {
  /** How many images are of this class. */
  readonly count: number;
  /** The part of the images of this class that was recognized; NaN if there are none. */
  readonly recall: number;
  /** The part of the images taken for this class that are of it; NaN if there are none. */
  readonly precision: number;
}

/**
 * What follows from the outputs of a network for each image.
 *
 * @param outputs A row for each image, as long as there are classes.
 * @param options `labels`: the right classes; `loss`: the mean loss of these outputs.
 * @throws {RangeError} If there is no image, or an output is NaN, which is no answer.
 */
export function scoreOutputs(
  outputs: Float32Array,
  { labels, loss }: { labels: Uint8Array; loss: number },
): Evaluation {
  const count = labels.length;
  const classes = outputs.length / count;
  if (count === 0 || !Number.isInteger(classes)) {
    throw new RangeError(
      `Cannot evaluate: found ${outputs.length} outputs for ${count} labels but each label needs ` +
        `one for every class`,
    );
  }
  const predictions = new Uint8Array(count);
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < count; i++) {
    const answer = argmax(outputs, { start: i * classes, end: (i + 1) * classes });
    if (answer === undefined) {
      throw new RangeError(
        `Cannot evaluate: the network answers image ${i} with NaN but numbers are needed; its ` +
          `weights are damaged, train it again with a smaller learning rate`,
      );
    }
    predictions[i] = answer;
    confusion[labels[i]][answer]++;
  }
  const correct = confusion.reduce((sum, row, i) => sum + row[i], 0);
  return {
    count,
    correct,
    accuracy: correct / count,
    loss,
    labels,
    predictions,
    outputs,
    confusion,
    classes: classMetrics(confusion),
  };
}

/**
 * The accuracy on the first images of a set that was evaluated.
 *
 * @param count How many images.
 * @param evaluation The evaluation of at least as many.
 * @throws {RangeError} If the set has fewer images, or the count is not an integer of at least 1.
 */
export function accuracyOfFirst(
  count: number,
  { predictions, labels }: Pick<Evaluation, "predictions" | "labels">,
): number {
  const all = Math.min(predictions.length, labels.length);
  if (!Number.isInteger(count) || count < 1 || count > all) {
    throw new RangeError(
      `Cannot find the accuracy on the first ${count} images: ${all} were evaluated, but it must be ` +
        `an integer from 1 to ${all}`,
    );
  }
  let correct = 0;
  for (let i = 0; i < count; i++) if (predictions[i] === labels[i]) correct++;
  return correct / count;
}

/** The images that a network read wrongly, by their places in the set. */
export function wrongImages(
  { predictions, labels }: Pick<Evaluation, "predictions" | "labels">,
): number[] {
  return [...labels.keys()].filter((i) => predictions[i] !== labels[i]);
}

function classMetrics(confusion: readonly (readonly number[])[]): ClassMetrics[] {
  return confusion.map((row, i) => {
    const count = row.reduce((sum, n) => sum + n, 0);
    const chosen = confusion.reduce((sum, other) => sum + other[i], 0);
    return { count, recall: row[i] / count, precision: row[i] / chosen };
  });
}
