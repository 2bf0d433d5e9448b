// Pieces of ink that are parts of one digit: the bar of a 5, the two strokes of a 4.

import { type Box, unionBox } from "./grey_image.ts";

// All of these are parts of the height of a line of digits.
/** What is smaller than this is dust. */
const DUST = 0.12;
/** A piece lower than this is no digit if there is one beside it. */
const SMALL = 0.45;
/** What is smaller than this is no digit at all. */
const MIN_DIGIT = 0.25;
/** How far a piece may be from the digit it is part of. */
const NEAR = 0.2;
/** How tall a digit may become when pieces are joined. */
const MAX_HEIGHT = 1.5;

/** Pieces nearer than this part of the height of both are parts of one digit, however tall it is. */
const TOUCHING = 0.06;
/** Pieces lie above each other if this part of the narrower one does. */
const OVERLAP = 0.5;

/** More pieces are not compared, each with all others: no page has so many digits. */
const MAX_PIECES = 2000;

/**
 * Joins the pieces that belong to one digit, and leaves out what is too small for one.
 *
 * Strokes of a digit that do not touch lie above each other, closer than two lines of digits would;
 * and a piece that is too small for a digit belongs to the one beside it. Two tall pieces side by side
 * stay apart: they may be the two ones of an eleven.
 *
 * @param boxes The box of each piece.
 * @returns For each digit the indices of its pieces.
 * @throws {RangeError} If there are more pieces than a page of digits has.
 */
export function mergeComponents(boxes: readonly Box[]): number[][] {
  const line = lineHeight(boxes);
  const digits = boxes.map((box, index): Digit => ({ box, indices: [index] }))
    .filter(({ box }) => sizeOf(box) >= DUST * line)
    .sort((a, b) => sizeOf(b.box) - sizeOf(a.box));
  if (digits.length > MAX_PIECES) {
    throw new RangeError(
      `Cannot find digits: the ink is in ${digits.length} pieces but at most ${MAX_PIECES} can be ` +
        `told apart; cut the digits out of what is around them, or use paper without a pattern`,
    );
  }
  // The smallest piece looks for the nearest of the larger ones, until none finds any.
  for (let i = digits.length - 1; i > 0;) {
    const partner = nearestPartner(digits, { index: i, line });
    if (partner === undefined) {
      i--;
      continue;
    }
    partner.box = unionBox([partner.box, digits[i].box]);
    partner.indices.push(...digits[i].indices);
    digits.splice(i, 1);
    digits.sort((a, b) => sizeOf(b.box) - sizeOf(a.box));
    i = digits.length - 1;
  }
  return digits.filter(({ box }) => sizeOf(box) >= MIN_DIGIT * line)
    .map(({ indices }) => indices);
}

interface Digit {
  box: Box;
  readonly indices: number[];
}

/** The nearest of the larger pieces that a piece belongs to. */
function nearestPartner(
  digits: readonly Digit[],
  { index, line }: { index: number; line: number },
): Digit | undefined {
  const { box } = digits[index];
  let nearest: Digit | undefined;
  let shortest = Infinity;
  for (let i = 0; i < index; i++) {
    const gap = distance(box, digits[i].box);
    if (gap >= shortest || !belongTogether(box, digits[i].box, line)) continue;
    nearest = digits[i];
    shortest = gap;
  }
  return nearest;
}

/** The height of a digit: the median of all pieces that are not small beside the largest. */
export function lineHeight(boxes: readonly Box[]): number {
  const largest = boxes.reduce((max, { height }) => Math.max(max, height), 0);
  const heights = boxes.map(({ height }) => height).filter((height) => height >= SMALL * largest);
  return heights.sort((a, b) => a - b)[Math.floor(heights.length / 2)] ?? 0;
}

/** Whether the smaller of two pieces is part of the same digit as the larger one. */
function belongTogether(piece: Box, digit: Box, line: number): boolean {
  const gap = distance(piece, digit);
  const { height } = unionBox([piece, digit]);
  const fits = height <= MAX_HEIGHT * line;
  const shared = -gapBetween(piece.x, piece.width, digit.x, digit.width);
  if (shared >= OVERLAP * Math.min(piece.width, digit.width)) {
    return gap <= TOUCHING * height || gap <= NEAR * line && fits;
  }
  return piece.height < SMALL * line && gap <= NEAR * line && fits;
}

function sizeOf({ width, height }: Box): number {
  return Math.max(width, height);
}

/** From box to box, 0 if they overlap. */
function distance(a: Box, b: Box): number {
  return Math.max(
    0,
    gapBetween(a.x, a.width, b.x, b.width),
    gapBetween(a.y, a.height, b.y, b.height),
  );
}

/** From one interval to another; negative is how much they share. */
function gapBetween(a: number, lengthOfA: number, b: number, lengthOfB: number): number {
  return Math.max(a, b) - Math.min(a + lengthOfA, b + lengthOfB);
}
