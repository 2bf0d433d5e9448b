// Small pictures laid out in rows, each with its caption.

import { inkColormap, signedColormap } from "./colormap.ts";
import { assertNotEmpty } from "./drawable.ts";
import { counted } from "./format.ts";
import { Bitmap, LINE_HEIGHT, Picture, textSize } from "./picture.ts";
import { CHART_WIDTH } from "./theme.ts";

/** How sheets are laid out. */
export interface SheetOptions {
  /** What stands under each picture; "\n" begins another line. */
  readonly captions?: readonly string[];
  /** How many stand side by side; as many as fit in 640 pixels, at most 10, by default. */
  readonly columns?: number;
  /** How large a pixel becomes; as large as fits in 640 pixels, at most 4, by default. */
  readonly scale?: number;
}

/** How {@linkcode imageSheet} shows numbers. */
export interface ImageSheetOptions extends SheetOptions {
  /** Height and width of each picture, in pixels. */
  readonly shape: readonly [height: number, width: number];
  /**
   * - "ink", the default: 0 is white and the limit is black, as on paper;
   * - "signed": blue below 0, white at 0, orange above, with the scale under the sheet.
   */
  readonly colormap?: "ink" | "signed";
  /** The number that gets the full color; the one farthest from 0 by default. */
  readonly limit?: number;
  /** What the sheet shows, for whoever cannot see it; the captions by default. */
  readonly text?: string;
}

/** Between two pictures. */
const GAP = 6;
/** Between two captions: more than a space between words. */
const CAPTION_GAP = 18;

/**
 * Lays pictures out in rows, each with its caption.
 *
 * @param images The numbers of each picture, row by row.
 * @throws {RangeError} If there is no picture, one does not fit the shape, or an option is out of range.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { imageSheet } from "./image_sheet.ts";
 *
 * const sheet = imageSheet([[0, 9, 9, 0], [9, 0, 0, 9]], { shape: [2, 2], captions: ["/", "\\"] });
 * assertEquals(new TextDecoder().decode(sheet.png.subarray(1, 4)), "PNG");
 * ```
 */
export function imageSheet(
  images: readonly ArrayLike<number>[],
  options: ImageSheetOptions,
): Picture {
  const { shape: [height, width], captions = [] } = options;
  checkOptions(options);
  checkImages(images, options.shape);
  const signed = options.colormap === "signed";
  const colormap = signed ? signedColormap : inkColormap;
  const limit = options.limit ?? maxAbs(images);
  const lines = captions.map((caption) => caption.split("\n"));
  const captionWidth = Math.max(
    0,
    ...lines.flat().map((line) => textSize(line) + CAPTION_GAP - GAP),
  );
  const { columns, scale } = fitSheet(images.length, { width, captionWidth, ...options });
  // Each picture has a frame of one pixel.
  const framed = { width: width * scale + 2, height: height * scale + 2 };
  const cell = {
    width: Math.max(framed.width, captionWidth) + GAP,
    height: framed.height + LINE_HEIGHT * Math.max(0, ...lines.map((line) => line.length)) + GAP,
  };
  const rows = Math.ceil(images.length / columns);
  const bitmap = new Bitmap({
    width: Math.max(cell.width * columns, signed ? keyWidth(limit) : 0),
    height: cell.height * rows + (signed ? LINE_HEIGHT + GAP : 0),
    colormap,
  });
  for (const [i, image] of images.entries()) {
    const centre = cell.width * (i % columns + 0.5);
    const x = Math.round(centre - framed.width / 2);
    const y = cell.height * Math.floor(i / columns) + GAP / 2;
    bitmap.fill(colormap.frame, { x, y, ...framed });
    for (let pixel = 0; pixel < image.length; pixel++) {
      bitmap.fill(colormap.indexOf(image[pixel] / limit), {
        x: x + 1 + pixel % width * scale,
        y: y + 1 + Math.floor(pixel / width) * scale,
        width: scale,
        height: scale,
      });
    }
    for (const [row, line] of (lines[i] ?? []).entries()) {
      bitmap.write(line, { x: centre, y: y + framed.height + 4 + row * LINE_HEIGHT });
    }
  }
  if (signed) drawKey(bitmap, { limit, y: cell.height * rows + GAP });
  const said = captions.map((caption) => caption.replaceAll("\n", " ")).join(", ");
  return new Picture(bitmap, { text: options.text ?? (said || counted(images.length, "picture")) });
}

/** What errors call all of this. */
const TASK = "lay out a sheet";

function checkOptions({ shape, columns = 1, scale = 1, limit = 1 }: ImageSheetOptions): void {
  const [height, width] = shape;
  for (const [name, value] of Object.entries({ height, width, columns, scale })) {
    if (Number.isSafeInteger(value) && value >= 1) continue;
    throw new RangeError(
      `Cannot ${TASK}: ${name} is ${value} but must be an integer of at least 1`,
    );
  }
  if (!(limit >= 0 && limit < Infinity)) {
    throw new RangeError(`Cannot ${TASK}: limit is ${limit} but must be a number of at least 0`);
  }
}

function checkImages(
  images: readonly ArrayLike<number>[],
  [height, width]: ImageSheetOptions["shape"],
): void {
  assertNotEmpty(images, { to: TASK, what: "picture" });
  for (const [i, image] of images.entries()) {
    if (image.length === height * width) continue;
    throw new RangeError(
      `Cannot ${TASK}: picture ${i} has ${image.length} numbers ` +
        `but ${height}x${width} pixels need ${height * width}`,
    );
  }
}

function fitSheet(
  count: number,
  { width, captionWidth, columns, scale }: SheetOptions & { width: number; captionWidth: number },
): { columns: number; scale: number } {
  // With neither given: ten columns at most if captions leave room, all rows about equally full, and
  // pixels as large as that allows.
  const narrowest = Math.max(width * (scale ?? 1) + 2, captionWidth) + GAP;
  const max = Math.min(10, Math.max(1, Math.floor(CHART_WIDTH / narrowest)));
  const across = Math.min(count, columns ?? Math.ceil(count / Math.ceil(count / max)));
  const room = (CHART_WIDTH / (columns ?? across) - GAP - 2) / width;
  return { columns: across, scale: scale ?? Math.max(1, Math.min(4, Math.floor(room))) };
}

/** The largest size of a number; Infinity and NaN have none. */
function maxAbs(images: readonly ArrayLike<number>[]): number {
  let limit = 0;
  for (const image of images) {
    for (let i = 0; i < image.length; i++) {
      const size = Math.abs(image[i]);
      if (size > limit && size < Infinity) limit = size;
    }
  }
  return limit;
}

/** The width of the bar of colors in the key, without its numbers. */
const BAR_WIDTH = 126;

function keyWidth(limit: number): number {
  return BAR_WIDTH + 2 * textSize(keyNumber(-limit)) + 2 * GAP;
}

function keyNumber(limit: number): string {
  return String(+limit.toPrecision(2));
}

/** The scale of colors in the middle under the sheet, with the numbers at its ends. */
function drawKey(bitmap: Bitmap, { limit, y }: { limit: number; y: number }): void {
  const left = Math.round((bitmap.width - BAR_WIDTH) / 2);
  for (let x = 0; x < BAR_WIDTH; x++) {
    const color = bitmap.colormap.indexOf(2 * x / (BAR_WIDTH - 1) - 1);
    bitmap.fill(color, { x: left + x, y, width: 1, height: LINE_HEIGHT - 4 });
  }
  const [low, high] = [keyNumber(-limit), keyNumber(limit)];
  bitmap.write(low, { x: left - GAP - textSize(low) / 2, y });
  bitmap.write(high, { x: left + BAR_WIDTH + GAP + textSize(high) / 2, y });
}
