// Pages of handwriting to learn from: digits of a dataset on all kinds of paper, and where they are.

import type { Dataset } from "../data/mod.ts";
import { Random, type StreamKey } from "../tensor/random.ts";
import { apartDigits, writeApart } from "./apart.ts";
import { Canvas } from "./canvas.ts";
import { drawGlyph } from "./clutter.ts";
import { between, chance, scaleBetween } from "./dice.ts";
import { boundsOf, writeDigit } from "./handwriting.ts";
import type { Page, PageDigit } from "./page.ts";
import { addClutter } from "./page_marks.ts";
import { drawStyle, strokeOf, type Style } from "./page_style.ts";
import { photograph } from "./photograph.ts";
import { drawRules } from "./rules.ts";

/** More pixels than this no page has, before it is laid on a table. */
const MAX_PIXELS = 250_000;

/**
 * Makes a page. The key fixes all that is on it, and there is no end to keys.
 *
 * Everything differs from page to page: how large the digits are, the pen, the paper and its rules, frames and
 * lines around the digits, letters and scribbles beside them, light and shadow, the camera. One page in
 * eight has no digit.
 *
 * @param images The digits that are written, 28x28 bytes each.
 * @param key The stream of chance, such as `[seed, "pages", index]`.
 * @throws {RangeError} If the images have another size than 28x28, or there are none.
 */
export function makePage(images: Dataset, key: StreamKey): Page {
  const [height, width] = images.imageShape;
  if (height !== 28 || width !== 28 || images.count === 0) {
    throw new RangeError(
      `Cannot make a page of dataset "${images.name}": it has ${images.count} images of ` +
        `${height}x${width} but some of 28x28 are needed`,
    );
  }
  const random = new Random(key);
  const style = drawStyle(random);
  const isCrop = chance(random, 0.12);
  const sheet = drawSheet(style, isCrop);
  if (!isCrop) drawRules(sheet, style);
  const isEmpty = !isCrop && chance(random, 0.12);
  const digits = isEmpty
    ? []
    : isCrop
    ? writeOne(sheet, { style, images })
    : writeRows(sheet, { style, images });
  if (!isCrop) addClutter(sheet, { style, digits });
  return photograph(sheet, { style, digits, isCrop });
}

function drawSheet({ random, size, paper }: Style, isCrop: boolean): Canvas {
  if (isCrop) {
    const side = Math.round(1.6 * size);
    return new Canvas({ width: side, height: side, paper });
  }
  const [wide, high] = [between(random, [3, 12]), between(random, [1.8, 7])];
  const area = size * size * wide * high;
  const shrink = Math.min(1, Math.sqrt(MAX_PIXELS / area));
  return new Canvas({
    width: Math.max(24, Math.round(size * wide * shrink)),
    height: Math.max(24, Math.round(size * high * shrink)),
    paper,
  });
}

/** Writes one digit into the middle of a sheet. */
function writeOne(
  sheet: Canvas,
  { style, images }: { style: Style; images: Dataset },
): PageDigit[] {
  const at = [sheet.width / 2, sheet.height / 2] as const;
  const written = write(sheet, { style, images, at, size: style.size });
  return written ? [written] : [];
}

/** Writes rows of digits, each as far as it goes. */
function writeRows(
  sheet: Canvas,
  { style, images }: { style: Style; images: Dataset },
): PageDigit[] {
  const { random, gap } = style;
  const digits: PageDigit[] = [];
  const isMixed = chance(random, 0.3);
  const spacing = between(random, [1.1, 2.2]);
  let top = style.size * between(random, [0.15, 0.8]);
  while (digits.length < 60) {
    const size = style.size * (isMixed ? scaleBetween(random, [0.35, 1.3]) : 1);
    if (size < 13 || top + size * 1.1 > sheet.height) break;
    const slope = between(random, [-0.06, 0.06]);
    const jitter = between(random, [0, 0.12]);
    let x = size * between(random, [0.15, chance(random, 0.5) ? 0.6 : 3]);
    const start = x;
    while (x < sheet.width) {
      const here = size * between(random, [0.85, 1.15]);
      const y = top + size / 2 + slope * (x - start) + jitter * size * random.normal();
      if (chance(random, 0.06)) {
        const box = { x, y: y - here / 2, width: here * 0.6, height: here };
        drawGlyph(sheet, { box, random, ...strokeOf(style, here) });
        x += here * 0.6 + size * Math.max(0.15, gap);
        continue;
      }
      if (y - here * 0.6 < 0 || y + here * 0.6 > sheet.height) break;
      const written = writeAt(sheet, { style, images, size: here, left: x, y });
      if (!written) break;
      digits.push(written);
      x = written.box.x + written.box.width + size * gap * between(random, [0.6, 1.4]);
      if (chance(random, 0.1)) x += size * between(random, [0.3, 1.5]);
      if (chance(random, 0.05)) break;
    }
    top += size * spacing * between(random, [0.9, 1.2]);
  }
  return digits;
}

/** Writes a digit whose box begins at the given place, if there is room for it. */
function writeAt(
  sheet: Canvas,
  { style, images, size, left, y }: {
    style: Style;
    images: Dataset;
    size: number;
    left: number;
    y: number;
  },
): PageDigit | undefined {
  const { random } = style;
  const index = random.integer(images.count);
  const narrow = widthOf(images.image(index));
  const at = [left + size * narrow / 2, y] as const;
  if (at[0] + size * 0.6 > sheet.width) return undefined;
  return write(sheet, { style, images, index, at, size });
}

function write(
  sheet: Canvas,
  { style, images, at, size, index = style.random.integer(images.count) }: {
    style: Style;
    images: Dataset;
    at: readonly [number, number];
    size: number;
    index?: number;
  },
): PageDigit | undefined {
  const digit = images.label(index);
  if (apartDigits.includes(digit) && chance(style.random, 0.1)) {
    return writeInParts(sheet, { style, digit, at, size });
  }
  const { random, ink, pen, sharpness, slant } = style;
  const box = writeDigit(sheet, {
    image: images.image(index),
    at,
    size,
    angle: 0.06 * random.normal(),
    slant: slant + between(random, [-0.08, 0.08]),
    stretch: between(random, [0.8, 1.15]),
    pen: pen && Math.max(1 / size, pen * between(random, [0.85, 1.15])),
    sharpness,
    ink: Math.max(0, ink + between(random, [-0.04, 0.04])),
  });
  return box && { digit, box };
}

/** Writes a digit in strokes that do not meet. */
function writeInParts(
  sheet: Canvas,
  { style, digit, at: [x, y], size }: {
    style: Style;
    digit: number;
    at: readonly [number, number];
    size: number;
  },
): PageDigit {
  const { random, ink, pen } = style;
  const width = size * between(random, [0.55, 0.85]);
  const box = { x: x - width / 2, y: y - size / 2, width, height: size };
  const stroke = { width: Math.max(1, size * (pen ?? 0.1)), ink };
  writeApart(sheet, { digit, box, random, ...stroke });
  return { digit, box };
}

/** The width of a digit, as a part of its longer side. */
function widthOf(image: Uint8Array): number {
  const bounds = boundsOf(image);
  return bounds === undefined ? 1 : bounds.width / Math.max(bounds.width, bounds.height);
}
