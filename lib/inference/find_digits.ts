// Several digits in one picture: finds them, cuts them out, and puts them in reading order.

import { findComponents } from "./components.ts";
import { blankImage, type Box, type GreyImage, unionBox } from "./grey_image.ts";
import { mergeComponents } from "./merge_components.ts";
import { readingOrder } from "./reading_order.ts";

/** A digit in a picture, not read yet. */
export interface FoundDigit {
  /** Where it is. */
  readonly box: Box;
  /** The picture around it with all other ink taken away, so that digits may reach over each other. */
  readonly image: GreyImage;
}

/** Pieces of less than this many pixels across are nothing that could be read. */
const MIN_SIZE = 5;

/**
 * Finds all digits in a picture of ink: connected strokes, with the parts of broken digits joined.
 * Digits that touch are not taken apart.
 *
 * @param ink A picture of ink on paper, as `segmentInk` makes it.
 * @returns The digits, line by line from the top, each line from left to right.
 * @throws {RangeError} If there are none.
 */
export function findDigits(ink: GreyImage): FoundDigit[] {
  const { components, labels } = findComponents(ink);
  const large = components.keys().filter((index) => {
    const { width, height } = components[index].box;
    return Math.max(width, height) >= MIN_SIZE;
  }).toArray();
  if (large.length === 0) {
    throw new RangeError(
      `Cannot find a digit: there is no ink as large as a digit in the picture of ` +
        `${ink.width}x${ink.height} pixels; a digit must be at least ${MIN_SIZE} pixels high`,
    );
  }
  const digits = mergeComponents(large.map((index) => components[index].box))
    .map((pieces) => pieces.map((piece) => large[piece]))
    .map((pieces) => ({ pieces, box: unionBox(pieces.map((index) => components[index].box)) }));
  return readingOrder(digits.map(({ box }) => box)).map((index) => {
    const { box, pieces } = digits[index];
    return { box, image: cutOut(ink, { box, labels, pieces: new Set(pieces) }) };
  });
}

/** How far a soft edge may reach out of the box, as a part of its longer side. */
const MARGIN = 0.1;

/** The part of a picture around a box, with nothing on it but the ink of some pieces. */
function cutOut(
  { width, height, values }: GreyImage,
  { box, labels, pieces }: { box: Box; labels: Int32Array; pieces: ReadonlySet<number> },
): GreyImage {
  const rim = Math.ceil(MARGIN * Math.max(box.width, box.height));
  const [left, top] = [Math.max(0, box.x - rim), Math.max(0, box.y - rim)];
  const [right, bottom] = [
    Math.min(width, box.x + box.width + rim),
    Math.min(height, box.y + box.height + rim),
  ];
  const image = blankImage(right - left, bottom - top);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const from = y * width + x;
      if (!pieces.has(labels[from])) continue;
      image.values[(y - top) * image.width + x - left] = values[from];
    }
  }
  return image;
}
