// PNG files made chunk by chunk, so that they can be as no encoder makes them.

import { crc32, deflateSync } from "node:zlib";

/** What the header of a PNG file says. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits a sample. */
  readonly depth?: number;
  /** 0 for grey, 2 for color, 3 for a palette, 4 and 6 for the first two with alpha. */
  readonly colorType?: number;
  readonly interlaced?: boolean;
}

/** A PNG file of these chunks. */
export function pngFile(...chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return join([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], ...chunks);
}

/** A chunk with its length and its checksum. */
export function chunk(type: string, content: Iterable<number> = []): Uint8Array {
  const named = join(new TextEncoder().encode(type), content);
  return join(bytesOf(named.length - 4), named, bytesOf(crc32(named)));
}

/** The first chunk of a file. */
export function headerChunk(
  { width, height, depth = 8, colorType = 0, interlaced = false }: PngHeader,
): Uint8Array {
  const details = [depth, colorType, 0, 0, Number(interlaced)];
  return chunk("IHDR", join(bytesOf(width), bytesOf(height), details));
}

/** The chunk of the picture: rows of bytes, each after the number of its filter. */
export function dataChunk(rows: Uint8Array): Uint8Array {
  return chunk("IDAT", deflateSync(rows));
}

/** A number of 32 bits, the largest first. */
function bytesOf(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Several pieces as one. */
export function join(...pieces: readonly Iterable<number>[]): Uint8Array<ArrayBuffer> {
  const arrays = pieces.map((piece) =>
    piece instanceof Uint8Array ? piece : Uint8Array.from(piece)
  );
  const joined = new Uint8Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    joined.set(array, at);
    at += array.length;
  }
  return joined;
}

/** Adam7: where the pixels of each pass begin, and how far they are from each other. */
const passes: readonly (readonly [x: number, y: number, stepX: number, stepY: number])[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** Packs samples of less than a byte into rows, interlaced or not, without a filter. */
export function packRows(
  samples: Uint8Array,
  { width, height, depth = 8, interlaced = false }: PngHeader,
): Uint8Array {
  const rows: number[] = [];
  for (const [left, top, stepX, stepY] of interlaced ? passes : [[0, 0, 1, 1]]) {
    if (left >= width) continue;
    for (let y = top; y < height; y += stepY) {
      const bits: string[] = [];
      for (let x = left; x < width; x += stepX) {
        bits.push(samples[y * width + x].toString(2).padStart(depth, "0"));
      }
      const bytes = bits.join("").match(/.{1,8}/g)!;
      rows.push(0, ...bytes.map((byte) => parseInt(byte.padEnd(8, "0"), 2)));
    }
  }
  return Uint8Array.from(rows);
}
