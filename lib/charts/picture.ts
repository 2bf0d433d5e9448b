// Pictures made of pixels: an indexed bitmap that knows squares and small text, and its PNG.

import { encode } from "fast-png";
import font from "oled-font-5x7";
import type { Colormap } from "./colormap.ts";
import { Output } from "./output.ts";

/** A picture made of pixels, as a PNG file. */
export class Picture extends Output {
  /** The content of a .png file. */
  readonly png: Uint8Array;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;

  /**
   * Makes a PNG.
   *
   * @param bitmap What to show.
   * @param options `text`: what the picture shows, in words.
   */
  constructor(bitmap: Bitmap, { text }: { text: string }) {
    const { width, height, pixels: data, colormap: { palette } } = bitmap;
    const png = encode({ width, height, data, channels: 1, palette: [...palette] });
    super({ "image/png": png.toBase64(), "text/plain": text });
    this.png = png;
    this.width = width;
    this.height = height;
  }
}

/** Enlargement of the letters, which are 5 by 7 pixels. */
const LETTER_SCALE = 2;
/** From one letter to the next, and from one line to the next. */
const LETTER_WIDTH = LETTER_SCALE * (font.width + 1);
/** The height of a line of text. */
export const LINE_HEIGHT = LETTER_SCALE * (font.height + 3);

/** Letters that the font lacks: columns from left to right, the lowest bit on top, as in the font. */
const extraLetters: { [letter: string]: number[] } = {
  "→": [0x08, 0x08, 0x2a, 0x1c, 0x08],
  "−": [0x08, 0x08, 0x08, 0x08, 0x08],
  "×": [0x22, 0x14, 0x08, 0x14, 0x22],
  "±": [0x44, 0x44, 0x5f, 0x44, 0x44],
};

/** Pixels of the largest picture: a sheet of all test images at twice their size has 38 million. */
const MAX_PIXELS = 50_000_000;

/** A picture in which every pixel is an index into a palette. */
export class Bitmap {
  readonly width: number;
  readonly height: number;
  readonly colormap: Colormap;
  readonly pixels: Uint8Array;

  /**
   * @param options The size in pixels, and the colormap, whose transparent background fills it.
   * @throws {RangeError} If there are no pixels, or too many.
   */
  constructor(
    { width, height, colormap }: { width: number; height: number; colormap: Colormap },
  ) {
    if (!(width >= 1 && height >= 1 && width * height <= MAX_PIXELS)) {
      throw new RangeError(
        `Cannot make a picture: found ${width}x${height} pixels but from 1 to ` +
          `${MAX_PIXELS.toLocaleString("en-GB")} are possible; show fewer, or smaller ones`,
      );
    }
    this.width = width;
    this.height = height;
    this.colormap = colormap;
    this.pixels = new Uint8Array(width * height).fill(colormap.background);
  }

  /** Fills a rectangle; what lies outside the picture is left out. */
  fill(
    color: number,
    { x, y, width, height }: { x: number; y: number; width: number; height: number },
  ): void {
    const end = Math.max(0, Math.min(x + width, this.width));
    for (let row = Math.max(0, y); row < Math.min(y + height, this.height); row++) {
      this.pixels.fill(color, row * this.width + Math.max(0, x), row * this.width + end);
    }
  }

  /** Writes one line of text around `x`, its letters' tops at `y`. Unknown letters become "?". */
  write(text: string, { x, y }: { x: number; y: number }): void {
    let left = Math.round(x - textSize(text) / 2);
    for (const letter of text) {
      for (const [column, bits] of columnsOf(letter).entries()) {
        for (let row = 0; row < 8; row++) {
          if (!(bits >> row & 1)) continue;
          this.fill(this.colormap.ink, {
            x: left + column * LETTER_SCALE,
            y: y + row * LETTER_SCALE,
            width: LETTER_SCALE,
            height: LETTER_SCALE,
          });
        }
      }
      left += LETTER_WIDTH;
    }
  }
}

/** How many pixels wide a line of text is. */
export function textSize(text: string): number {
  return Math.max(0, [...text].length * LETTER_WIDTH - LETTER_SCALE);
}

function columnsOf(letter: string): number[] {
  const extra = extraLetters[letter];
  if (extra) return extra;
  const found = font.lookup.indexOf(letter);
  const start = font.width * (found === -1 ? font.lookup.indexOf("?") : found);
  return font.fontData.slice(start, start + font.width);
}
