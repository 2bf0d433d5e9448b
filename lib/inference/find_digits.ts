// Several digits in one picture: finds them, cuts them out, and puts them in reading order.

import { findComponents } from "./components.ts";
import { blankImage, type Box, type GreyImage, hull } from "./grey_image.ts";
import { mergePieces } from "./merge.ts";
import { readingOrder } from "./reading_order.ts";

/** A digit in a picture, not read yet. */
export interface FoundDigit {
  /** Where it is. */
  readonly box: Box;
  /** The picture around it with all other ink taken away, so that digits may reach over each other. */
  readonly image: GreyImage;
}

/** Pieces of less than this many pixels across are nothing that could be read. */
const leastSize = 5;

/**
 * Finds all digits in a picture of ink: connected strokes, with the parts of broken digits joined.
 * Digits that touch are not taken apart.
 *
 * @param ink A picture of ink on paper, as `findInk` makes it.
 * @returns The digits, line by line from the top, each line from left to right.
 * @throws {RangeError} If there are none.
 */
export function findDigits(ink: GreyImage): FoundDigit[] {
  const { components, owners } = findComponents(ink);
  const large = components.keys().filter((place) => {
    const { width, height } = components[place].box;
    return Math.max(width, height) >= leastSize;
  }).toArray();
  if (large.length === 0) {
    throw new RangeError(
      `Cannot find a digit: there is no ink as large as a digit in the picture of ` +
        `${ink.width}x${ink.height} pixels; a digit must be at least ${leastSize} pixels high`,
    );
  }
  const digits = mergePieces(large.map((place) => components[place].box))
    .map((pieces) => pieces.map((piece) => large[piece]))
    .map((pieces) => ({ pieces, box: hull(pieces.map((place) => components[place].box)) }));
  return readingOrder(digits.map(({ box }) => box)).map((place) => {
    const { box, pieces } = digits[place];
    return { box, image: cutOut(ink, { box, owners, pieces: new Set(pieces) }) };
  });
}

/** How far a soft edge may reach out of the box, as a part of its longer side. */
const margin = 0.1;

/** The part of a picture around a box, with nothing on it but the ink of some pieces. */
function cutOut(
  { width, height, values }: GreyImage,
  { box, owners, pieces }: { box: Box; owners: Int32Array; pieces: ReadonlySet<number> },
): GreyImage {
  const rim = Math.ceil(margin * Math.max(box.width, box.height));
  const [left, top] = [Math.max(0, box.x - rim), Math.max(0, box.y - rim)];
  const [right, bottom] = [
    Math.min(width, box.x + box.width + rim),
    Math.min(height, box.y + box.height + rim),
  ];
  const image = blankImage(right - left, bottom - top);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const from = y * width + x;
      if (!pieces.has(owners[from])) continue;
      image.values[(y - top) * image.width + x - left] = values[from];
    }
  }
  return image;
}
