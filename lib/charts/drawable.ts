// Which numbers a chart can draw, and how much of a label it has room for.

import { textWidth } from "./theme.ts";

/** Sizes beyond which the ticks of an axis can no longer be computed. */
const SMALLEST = 1e-100;
const LARGEST = 1e100;

/** Whether a number has a position on an axis. */
export function isDrawable(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || size >= SMALLEST && size <= LARGEST;
}

/**
 * Checks that figures have a position on an axis.
 *
 * @param figures What each is called, and the figure.
 * @param options `to`: what is being done, for the error: "draw bars".
 * @throws {RangeError} If one is not finite, or too large or too small to be drawn: the error names it.
 */
export function assertDrawable(
  figures: Iterable<readonly [name: string, value: number]>,
  { to }: { to: string },
): void {
  for (const [name, value] of figures) {
    if (isDrawable(value)) continue;
    throw new RangeError(
      `Cannot ${to}: ${name} is ${value} but must be 0, or from ${SMALLEST} to ${LARGEST} in size`,
    );
  }
}

/**
 * Checks that there is something to draw.
 *
 * @throws {RangeError} If there is nothing.
 */
export function assertNotEmpty(
  list: ArrayLike<unknown>,
  { to, what }: { to: string; what: string },
): void {
  if (list.length > 0) return;
  throw new RangeError(`Cannot ${to}: found no ${what} but at least 1 is needed`);
}

/** Checks that a domain is a range of an axis. */
export function assertDomain(
  domain: readonly [first: number, last: number] | undefined,
  { to, log = false }: { to: string; log?: boolean },
): void {
  if (domain === undefined) return;
  const [first, last] = domain;
  if (domain.every(isDrawable) && first <= last && (!log || first > 0)) return;
  throw new RangeError(
    `Cannot ${to}: the domain is from ${first} to ${last} but must be from a number` +
      `${log ? " greater than 0" : ""} to one that is not smaller`,
  );
}

/** As much of a label as fits a number of pixels, with an ellipsis where it was cut. */
export function fitText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const letters = [...text];
  while (letters.length > 0 && textWidth(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("")}…`;
}
