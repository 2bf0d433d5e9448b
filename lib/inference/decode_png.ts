// PNG files of the plainest kind, from bytes to samples.

import type { Samples } from "./luminance.ts";
import { pngChunks } from "./png_chunks.ts";

/** For each color type of the plain kind how many samples a pixel has. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/**
 * Decodes a PNG file as Deno writes them: samples of 8 or 16 bits, no palette, not interlaced.
 *
 * Source: Portable Network Graphics (PNG) Specification (Third Edition), W3C, sections 7, 9 and 11.2.
 *
 * @param file It must come from this program: nothing bounds what it may unpack to.
 * @throws {RangeError} If it is of another kind.
 */
export async function decodePlainPng(file: Uint8Array<ArrayBuffer>): Promise<Samples> {
  const [{ content: header }, ...chunks] = pngChunks(file);
  const view = new DataView(header.buffer, header.byteOffset);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colorType, , , interlacing] = header.subarray(8);
  const channels = channelsOf[colorType];
  if (channels === undefined || depth < 8 || interlacing !== 0) {
    throw new RangeError(
      `Cannot decode a PNG file with ${depth} bits, color type ${colorType} and interlacing ` +
        `${interlacing}: only a plain one was expected`,
    );
  }
  const parts = chunks.filter(({ type }) => type === "IDAT").map(({ content }) => content);
  const inflated = new Blob(parts).stream().pipeThrough(new DecompressionStream("deflate"));
  const pixelSize = channels * depth / 8;
  const bytes = unfilter(new Uint8Array(await new Response(inflated).arrayBuffer()), {
    rowSize: width * pixelSize,
    height,
    pixelSize,
  });
  const samples = { width, height, channels, max: 2 ** depth - 1 };
  return { ...samples, data: depth === 8 ? bytes : toUint16(bytes) };
}

/** The bytes of rows, each of which begins with the number of the filter that it went through. */
function unfilter(
  filtered: Uint8Array,
  { rowSize, height, pixelSize }: { rowSize: number; height: number; pixelSize: number },
): Uint8Array {
  const bytes = new Uint8Array(height * rowSize);
  for (let y = 0; y < height; y++) {
    const from = y * (rowSize + 1) + 1;
    const to = y * rowSize;
    const predict = predictorOf(filtered[from - 1]);
    for (let x = 0; x < rowSize; x++) {
      const left = x < pixelSize ? 0 : bytes[to + x - pixelSize];
      const above = y === 0 ? 0 : bytes[to + x - rowSize];
      const corner = x < pixelSize || y === 0 ? 0 : bytes[to + x - rowSize - pixelSize];
      bytes[to + x] = filtered[from + x] + predict({ left, above, corner });
    }
  }
  return bytes;
}

/** The bytes on the left of one, above it, and above that on its left: of the same sample of a pixel. */
interface Neighbors {
  readonly left: number;
  readonly above: number;
  readonly corner: number;
}

/** What a filter takes a byte to be like. */
type Predictor = (neighbors: Neighbors) => number;

function predictorOf(filter: number): Predictor {
  switch (filter) {
    case 0:
      return () => 0;
    case 1:
      return ({ left }) => left;
    case 2:
      return ({ above }) => above;
    case 3:
      return ({ left, above }) => (left + above) >> 1;
    case 4:
      return paeth;
    default:
      throw new RangeError(`Cannot decode a PNG file: found the unknown filter ${filter}`);
  }
}

/** The one of three neighbors that is nearest to left + above - corner (Paeth, 1991). */
function paeth({ left, above, corner }: Neighbors): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function toUint16(bytes: Uint8Array): Uint16Array {
  return Uint16Array.from({ length: bytes.length / 2 }, (_, i) => {
    return bytes[2 * i] << 8 | bytes[2 * i + 1];
  });
}
