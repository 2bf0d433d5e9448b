// Windows of pages, each with a digit in its middle or without: what the network that finds digits learns from.

import { Dataset } from "../data/mod.ts";
import type { Box } from "../inference/grey_image.ts";
import { CLASSES, DIGIT, type Level, levelOf, NONE, WINDOW } from "../inference/level.ts";
import { squareAt } from "../inference/window_cutter.ts";
import { Random } from "../tensor/random.ts";
import { between, chance, pick, scaleBetween } from "./dice.ts";
import type { Page, PageDigit } from "./page.ts";
import { makePage } from "./page_maker.ts";

/** A digit belongs to a window whose middle is so near to its own along each axis, in its longer sides, */
const NEAR = 0.13;
/** and whose size it has to a factor of at most this. */
const ALIKE = 1.26;
/** A window has no digit where all are at least so far, */
const FAR = 0.3;
/** or larger or smaller by this factor. */
const UNLIKE = 1.7;

/** Levels looked at of each page, and windows at most with and without a digit from each. */
const LEVELS = 4;
const [WITH, WITHOUT] = [8, 4];

/** Which pages windows are cut from. */
export interface WindowsOptions {
  /** What is written on the pages. */
  readonly images: Dataset;
  /** How many pages are made. */
  readonly pages: number;
  /** Fixes the pages. */
  readonly seed: number;
}

/**
 * Cuts windows from new pages: about as many with a digit in the middle as without.
 *
 * A window without one may show a part of a digit, two halves of two digits, a digit of another size,
 * lines, letters, or nothing.
 *
 * @returns Images of 40x40 with the labels 0 to 9, and 10 for none.
 */
export function cutWindows(options: WindowsOptions): Dataset {
  return windowsOfPages({ ...options, kind: "" }, (page, random) => {
    const windows: LabelledWindow[] = [];
    for (let i = 0; i < LEVELS; i++) windows.push(...cutPage(page, random));
    return windows;
  });
}

/** A window with what is in its middle. */
export interface LabelledWindow {
  readonly pixels: Uint8Array;
  readonly label: number;
}

/**
 * Windows of new pages.
 *
 * @param options Which pages; `kind`: those of each kind are others, and the name of what is cut begins with it.
 * @param cut What is cut from a page.
 */
export function windowsOfPages(
  { images, pages, seed, kind }: WindowsOptions & { kind: "" | "hard " | "proposed " },
  cut: (page: Page, random: Random) => readonly LabelledWindow[],
): Dataset {
  const windows: LabelledWindow[] = [];
  for (let index = 0; index < pages; index++) {
    const page = makePage(images, [seed, `${kind}pages`, index]);
    windows.push(...cut(page, new Random([seed, `${kind}windows`, index])));
  }
  return datasetOf(windows, `${kind}windows of ${pages} pages`);
}

/** Windows with their labels as a dataset. */
export function datasetOf(
  windows: readonly LabelledWindow[],
  name: string,
): Dataset {
  const pixels = new Uint8Array(windows.length * WINDOW * WINDOW);
  for (const [i, window] of windows.entries()) pixels.set(window.pixels, i * WINDOW * WINDOW);
  return new Dataset(pixels, Uint8Array.from(windows, ({ label }) => label), {
    name,
    imageShape: [WINDOW, WINDOW],
    classes: CLASSES,
  });
}

/** Windows from a page in one size, in which some digit is as large as digits are to be found, or none is. */
function cutPage(page: Page, random: Random): LabelledWindow[] {
  const sizes = page.digits.map(sizeOf);
  const size = sizes.length > 0 ? pick(random, sizes) : scaleBetween(random, [12, 100]);
  const factor = chance(random, 0.7)
    ? scaleBetween(random, [1 / ALIKE, ALIKE])
    : chance(random, 0.5)
    ? scaleBetween(random, [UNLIKE, 12])
    : scaleBetween(random, [0.2, 1 / UNLIKE]);
  const level = levelOf(page.picture, Math.min(2.5, factor * DIGIT / size));
  const fitting = page.digits.filter((digit) => {
    const ratio = level.scale * sizeOf(digit) / DIGIT;
    return ratio >= 1 / ALIKE && ratio <= ALIKE;
  });
  const windows: LabelledWindow[] = [];
  for (const { digit, box } of random.shuffle(fitting).slice(0, WITH)) {
    const reach = NEAR * level.scale * Math.max(box.width, box.height);
    const x = Math.round(level.scale * (box.x + box.width / 2) + between(random, [-reach, reach]));
    const y = Math.round(level.scale * (box.y + box.height / 2) + between(random, [-reach, reach]));
    if (isInside(level, x, y)) windows.push({ pixels: cut(level, x, y), label: digit });
  }
  for (let i = 0, tries = 0; i < WITHOUT && tries < 30; tries++) {
    const [x, y] = drawPlace(page, { level, random });
    if (!isInside(level, x, y) || isNearDigit(page, squareOn(level, x, y))) continue;
    const pixels = cut(level, x, y);
    // Empty paper is soon learned.
    if (!hasInk(pixels) && chance(random, 0.7)) continue;
    windows.push({ pixels, label: NONE });
    i++;
  }
  return windows;
}

/** A place near a digit, or anywhere. */
function drawPlace(
  { digits }: Page,
  { level, random }: { level: Level; random: Random },
): [x: number, y: number] {
  if (digits.length === 0 || chance(random, 0.5)) {
    return [random.integer(level.width - WINDOW + 1), random.integer(level.height - WINDOW + 1)];
  }
  const { box } = pick(random, digits);
  const size = Math.max(box.width, box.height);
  const [dx, dy] = [between(random, [-0.9, 0.9]), between(random, [-0.9, 0.9])];
  return [
    Math.round(level.scale * (box.x + box.width / 2 + dx * size)),
    Math.round(level.scale * (box.y + box.height / 2 + dy * size)),
  ];
}

/** The digit that stands in the middle of a square and is as large as it is, if there is one. */
export function digitAt(page: Page, square: Box): number | undefined {
  return closest(page, square, { reach: NEAR, ratio: ALIKE })?.digit;
}

/** Whether a digit is nearly in the middle of a square and nearly as large. */
export function isNearDigit(page: Page, square: Box): boolean {
  return closest(page, square, { reach: FAR, ratio: UNLIKE }) !== undefined;
}

function closest(
  { digits }: Page,
  square: Box,
  { reach, ratio }: { reach: number; ratio: number },
): PageDigit | undefined {
  return digits.find((digit) => {
    const { box } = digit;
    const size = sizeOf(digit);
    if (size > ratio * square.width || square.width > ratio * size) return false;
    const dx = Math.abs(box.x + box.width / 2 - square.x - square.width / 2);
    const dy = Math.abs(box.y + box.height / 2 - square.y - square.height / 2);
    return Math.max(dx, dy) < reach * size;
  });
}

function sizeOf({ box }: PageDigit): number {
  return Math.max(box.width, box.height);
}

function isInside({ width, height }: Level, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x <= width - WINDOW && y <= height - WINDOW;
}

/** The square of a page that a digit in the middle of a window would fill. */
function squareOn({ scale }: Level, x: number, y: number): Box {
  return squareAt({ x: x / scale, y: y / scale, size: DIGIT / scale });
}

/** Whether something stands out in the middle of a window. */
function hasInk(pixels: Uint8Array): boolean {
  for (let y = 10; y < WINDOW - 10; y++) {
    for (let x = 10; x < WINDOW - 10; x++) {
      if (Math.abs(pixels[y * WINDOW + x] - 127.5) > 45) return true;
    }
  }
  return false;
}

/** The window on a place, as bytes. */
function cut({ width, values }: Level, x: number, y: number): Uint8Array {
  const pixels = new Uint8Array(WINDOW * WINDOW);
  for (let row = 0; row < WINDOW; row++) {
    for (let column = 0; column < WINDOW; column++) {
      pixels[row * WINDOW + column] = Math.round(255 * values[(y + row) * width + x + column]);
    }
  }
  return pixels;
}
