// Digits of a row are about as large: what those that are sure say of the places beside them.

import { exp, log } from "../tensor/elementary.ts";
import type { Candidate } from "./peaks.ts";
import { readingRows } from "./reading_order.ts";
import { type Place, squareAt } from "./window_cutter.ts";

/** A row speaks that has so many digits, each at least so likely one. */
const MEMBERS = 3;
const SURE = 0.95;
/** It speaks for places as far as this from one of its digits to the side, and up or down, in its size. */
const BESIDE = 3;
const ABOVE = 0.5;
/** The logarithms of sizes in a row have this standard deviation. */
const SPREAD = 0.15;
/** What is no digit is seen in all sizes that are looked at, the largest a hundred times the smallest. */
const SIZES = log(100);
/** A digit of quite another size is not impossible: these are the least odds. */
const LEAST_ODDS = exp(-4);

/** A row whose digits are sure. */
interface SureRow {
  readonly digits: readonly Place[];
  /** The median of their sizes. */
  readonly size: number;
}

/**
 * The rows of what is surely a digit: those that are long enough to say how large digits are in them.
 *
 * @param candidates Each digit once.
 */
export function sureRows(candidates: readonly Candidate[]): SureRow[] {
  const sure = candidates.filter(({ score }) => score >= SURE);
  return readingRows(sure.map(squareAt))
    .filter((row) => row.length >= MEMBERS)
    .map((row) => {
      const digits = row.map((index) => sure[index]);
      const sizes = digits.map(({ size }) => size).sort((a, b) => a - b);
      return { digits, size: sizes[sizes.length >> 1] };
    });
}

/**
 * How much likelier the size of a place is for a digit of the row in which it stands than for anything else:
 * a likelihood ratio, 1 where no row speaks for it.
 */
export function sizeOdds(rows: readonly SureRow[], place: Place): number {
  const row = nearest(rows, place);
  if (row === undefined) return 1;
  const deviation = log(place.size / row.size) / SPREAD;
  const density = exp(-deviation * deviation / 2) / (SPREAD * Math.sqrt(2 * Math.PI));
  return Math.max(LEAST_ODDS, density * SIZES);
}

/** How likely something is once it is known that something else is so much likelier with it than without: Bayes. */
export function posterior(probability: number, odds: number): number {
  const [some, none] = [probability * odds, 1 - probability];
  return some / (some + none);
}

function nearest(rows: readonly SureRow[], { x, y }: Place): SureRow | undefined {
  let [best, least]: [SureRow | undefined, number] = [undefined, Infinity];
  for (const row of rows) {
    for (const digit of row.digits) {
      const [dx, dy] = [Math.abs(digit.x - x) / row.size, Math.abs(digit.y - y) / row.size];
      if (dx <= BESIDE && dy <= ABOVE && dx + 2 * dy < least) [best, least] = [row, dx + 2 * dy];
    }
  }
  return best;
}
