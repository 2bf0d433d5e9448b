// Pictures of pages side by side, with frames around what is on them.

import type { Colormap, Rgba } from "./colormap.ts";
import { assertNotEmpty } from "./drawable.ts";
import { Bitmap, LINE_HEIGHT, Picture, textSize } from "./picture.ts";
import { CHART_WIDTH } from "./theme.ts";
import { clampToUnit } from "../system/clamp_to_unit.ts";

/** A frame on a page. */
export interface PageMark {
  /** Where it is, in pixels of the page. */
  readonly box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** What stands above it; nothing if left out. */
  readonly label?: string;
}

/** A page that is shown. */
export interface ShownPage {
  /** Luminance, from 0 (black) to 1 (white), row by row. */
  readonly picture: {
    readonly width: number;
    readonly height: number;
    readonly values: ArrayLike<number>;
  };
  /** Frames around what is on it. */
  readonly marks?: readonly PageMark[];
  /** What stands under it. */
  readonly caption?: string;
}

/** How pages are laid out. */
export interface PageSheetOptions {
  /** How high a page becomes, in pixels; 150 if left out. One that would be too wide becomes lower. */
  readonly height?: number;
  /** What is shown, for whoever cannot see it. */
  readonly text: string;
}

const GAP = 8;
const LINE_WIDTH = 2;
const GREYS = 250;

/** Greys of paper and ink, and orange for frames and what is written at them. */
const colormap: Colormap = {
  palette: [
    [255, 255, 255, 0],
    [0x74, 0x74, 0x74, 255],
    [0xd5, 0x5e, 0x00, 255],
    ...Array.from({ length: GREYS }, (_, i): Rgba => {
      const grey = Math.round(255 * i / (GREYS - 1));
      return [grey, grey, grey, 255];
    }),
  ],
  background: 0,
  ink: 1,
  frame: 2,
  indexOf: (share) => 3 + Math.round((GREYS - 1) * clampToUnit(share)),
};

/**
 * Lays pages out in rows, each as high as the others.
 *
 * @throws {RangeError} If there is no page.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { pageSheet } from "./page_sheet.ts";
 *
 * const picture = { width: 30, height: 15, values: new Float32Array(450).fill(1) };
 * const marks = [{ box: { x: 5, y: 5, width: 5, height: 5 }, label: "7" }];
 * const sheet = pageSheet([{ picture, marks }], { height: 150, text: "a page with a 7" });
 * assertEquals(sheet.width, 308);
 * ```
 */
export function pageSheet(
  pages: readonly ShownPage[],
  { height = 150, text }: PageSheetOptions,
): Picture {
  assertNotEmpty(pages, { to: "lay out pages", what: "page" });
  const placed: { page: ShownPage; x: number; y: number; scale: number }[] = [];
  let [x, y, right, rowHeight] = [0, 0, 0, 0];
  for (const page of pages) {
    const { picture, caption = "" } = page;
    const scale = Math.min(height / picture.height, CHART_WIDTH / picture.width);
    const width = Math.max(Math.round(scale * picture.width), textSize(caption));
    if (x > 0 && x + width > CHART_WIDTH) [x, y, rowHeight] = [0, y + rowHeight + GAP, 0];
    placed.push({ page, x, y, scale });
    x += width + GAP;
    right = Math.max(right, x);
    const line = page.caption === undefined ? 0 : LINE_HEIGHT;
    rowHeight = Math.max(rowHeight, Math.round(scale * picture.height) + line);
  }
  const bitmap = new Bitmap({ width: right, height: y + rowHeight, colormap });
  for (const { page, x, y, scale } of placed) draw(bitmap, { page, x, y, scale });
  return new Picture(bitmap, { text });
}

function draw(
  bitmap: Bitmap,
  { page: { picture, marks = [], caption }, x, y, scale }: {
    page: ShownPage;
    x: number;
    y: number;
    scale: number;
  },
): void {
  const width = Math.round(scale * picture.width);
  const height = Math.round(scale * picture.height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const value = mean(picture, { column, row, scale });
      bitmap.pixels[(y + row) * bitmap.width + x + column] = colormap.indexOf(value);
    }
  }
  for (const { box, label } of marks) {
    const left = x + Math.round(scale * box.x);
    const top = y + Math.round(scale * box.y);
    const [wide, high] = [Math.round(scale * box.width), Math.round(scale * box.height)];
    const bar = (x: number, y: number, width: number, height: number) =>
      bitmap.fill(colormap.frame, { x, y, width, height });
    bar(left, top, wide, LINE_WIDTH);
    bar(left, top + high - LINE_WIDTH, wide, LINE_WIDTH);
    bar(left, top, LINE_WIDTH, high);
    bar(left + wide - LINE_WIDTH, top, LINE_WIDTH, high);
    if (label !== undefined) {
      const middle = left + wide / 2;
      const over = Math.max(y, top - LINE_HEIGHT + 2);
      // On a plate of white: there may be ink above the frame.
      bitmap.fill(colormap.indexOf(1), {
        x: Math.round(middle - textSize(label) / 2) - LINE_WIDTH,
        y: over - LINE_WIDTH,
        width: textSize(label) + 2 * LINE_WIDTH,
        height: LINE_HEIGHT - LINE_WIDTH,
      });
      bitmap.write(label, { x: middle, y: over });
    }
  }
  if (caption !== undefined) {
    bitmap.write(caption, { x: x + Math.max(width, textSize(caption)) / 2, y: y + height + 4 });
  }
}

/** The mean of all pixels of a page that one pixel of the sheet covers. */
function mean(
  { width, height, values }: ShownPage["picture"],
  { column, row, scale }: { column: number; row: number; scale: number },
): number {
  const [left, top] = [Math.floor(column / scale), Math.floor(row / scale)];
  const right = Math.min(width, Math.max(left + 1, Math.ceil((column + 1) / scale)));
  const bottom = Math.min(height, Math.max(top + 1, Math.ceil((row + 1) / scale)));
  let [sum, count] = [0, 0];
  for (let y = Math.min(top, height - 1); y < bottom; y++) {
    for (let x = Math.min(left, width - 1); x < right; x++) {
      sum += values[y * width + x];
      count++;
    }
  }
  return sum / count;
}
