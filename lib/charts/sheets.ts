// What the notebooks show as pictures: digits, weights, feature maps, and the surest mistakes.

import { percent } from "./format.ts";
import { imageSheet, type ImageSheetOptions, type SheetOptions } from "./image_sheet.ts";
import type { Picture } from "./picture.ts";

/** Images of digits, such as a dataset. */
export interface Digits {
  /** How many. */
  readonly count: number;
  /** Of each image. */
  readonly imageShape: readonly [height: number, width: number];
  /** The pixels of one, from 0 to 255, row by row. */
  image(index: number): Uint8Array;
}

/** Numbers in rows, such as a tensor. */
export interface NumberBlock {
  /** How many there are along each axis. */
  readonly shape: readonly number[];
  /** All of them, the last axis fastest. */
  readonly data: Float32Array;
}

/** The images of a dataset: `digitSheet(train.take(50))`. */
export function digitSheet(
  digits: Digits,
  options: SheetOptions = {},
): Picture {
  const images = Array.from({ length: digits.count }, (_, i) => digits.image(i));
  return imageSheet(images, { shape: digits.imageShape, limit: 255, ...options });
}

/**
 * What each unit of a layer looks for: its weights as a picture, orange where ink speaks for it and blue
 * where ink speaks against it. The one weight in a hundred that is farthest from 0 has the full color.
 *
 * @param weights Those of a dense layer, [height·width, units], or the filters of a convolution over one
 * channel, [height, width, 1, filters].
 * @param options `shape`: height and width, 28x28 by default; `first`: how many units to show at most.
 * @throws {RangeError} If the weights of a unit are not a picture of that shape.
 */
export function weightSheet(
  weights: NumberBlock,
  { shape = [28, 28], first = Infinity, ...options }: Partial<ImageSheetOptions> & {
    readonly first?: number;
  } = {},
): Picture {
  const units = weights.shape[weights.shape.length - 1];
  const sizes = Float32Array.from(weights.data, Math.abs).filter((size) => size < Infinity).sort();
  return imageSheet(lastAxis(weights).slice(0, first), {
    text: `the weights of ${Math.min(first, units)} of ${units} units`,
    shape,
    limit: sizes[Math.floor(0.99 * sizes.length)],
    colormap: "signed",
    ...options,
  });
}

/**
 * What a layer sees in one image: the map of each channel, white where it is zero or less.
 *
 * @param maps Activations of shape [height, width, channels], or [1, height, width, channels].
 * @throws {RangeError} If the shape is another.
 */
export function featureSheet(
  maps: NumberBlock,
  options: Partial<ImageSheetOptions> = {},
): Picture {
  const [height, width, channels, ...more] = maps.shape.length === 4 && maps.shape[0] === 1
    ? maps.shape.slice(1)
    : maps.shape;
  if (channels === undefined || more.length > 0) {
    throw new RangeError(
      `Cannot show feature maps: the shape is [${maps.shape.join(", ")}] ` +
        `but must be [height, width, channels], of one image`,
    );
  }
  const text = `${channels} feature maps of ${height}x${width}`;
  return imageSheet(lastAxis(maps), { text, shape: [height, width], ...options });
}

/**
 * The mistakes that a network was surest of, each with "truth → answer" and its confidence below.
 *
 * @param digits The images that were evaluated.
 * @param evaluation What the network answered, as `evaluate` gives it.
 * @param options `max`: how many to show, 20 by default.
 * @throws {RangeError} If there was no mistake, or there are not as many answers as images.
 */
export function errorSheet(
  digits: Digits & { label(index: number): number },
  { predictions, outputs }: {
    readonly predictions: ArrayLike<number>;
    readonly outputs: ArrayLike<number>;
  },
  { max = 20, ...options }: SheetOptions & { readonly max?: number } = {},
): Picture {
  if (predictions.length !== digits.count) {
    throw new RangeError(
      `Cannot show mistakes: found ${predictions.length} answers for ${digits.count} images`,
    );
  }
  const classes = outputs.length / digits.count;
  const mistakes = Array.from(predictions, (answer, i) => ({
    i,
    answer,
    truth: digits.label(i),
    confidence: outputs[i * classes + answer],
  })).filter(({ answer, truth }) => answer !== truth)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, max);
  return imageSheet(mistakes.map(({ i }) => digits.image(i)), {
    shape: digits.imageShape,
    limit: 255,
    captions: mistakes.map(({ truth, answer, confidence }) =>
      `${truth}→${answer}\n${percent(confidence, 0).replace(" ", "")}`
    ),
    ...options,
  });
}

/** The numbers of each index of the last axis, taken out of the others. */
function lastAxis({ shape, data }: NumberBlock): Float32Array[] {
  const count = shape[shape.length - 1];
  const size = data.length / count;
  return Array.from(
    { length: count },
    (_, unit) => Float32Array.from({ length: size }, (_, i) => data[i * count + unit]),
  );
}
