// Pictures in files: PNG and JPEG, from bytes to the luminance of each pixel.

import { convertIndexedToRgb, decode as decodePng } from "fast-png";
import { imageSize } from "image-size";
import jpeg from "jpeg-js";
import type { GreyImage } from "./grey_image.ts";
import { applyOrientation, type Samples, toLuminance } from "./luminance.ts";

/** Larger pictures are turned away before they are unpacked, in pixels. */
const MAX_PIXELS = 50_000_000;
/** Larger files are not even read, in bytes. */
const MAX_BYTES = 64 * 2 ** 20;

/** A file or bytes that are not a picture that can be read. */
export class PictureError extends SyntaxError {
  override readonly name = "PictureError";
}

/**
 * Reads a picture.
 *
 * It is turned as the camera was held, transparent parts become white, and a large picture is made
 * smaller by averaging, to at most 1,200 pixels along its longer side.
 *
 * @param source A file, PNG or JPEG, or its bytes.
 * @returns The luminance of each pixel, from 0 (black) to 1 (white).
 * @throws {Deno.errors.NotFound} If there is no such file.
 * @throws {PictureError} If it is no such picture, damaged or too large.
 */
export async function readPicture(source: string | URL | Uint8Array): Promise<GreyImage> {
  const name = source instanceof Uint8Array ? `of ${source.length} bytes` : `"${source}"`;
  const fail = (found: string, cause?: unknown) =>
    new PictureError(`Cannot read picture ${name}: ${found}`, { cause });
  const bytes = source instanceof Uint8Array ? source : await readFile(source, fail);
  if (bytes.length === 0) throw fail("the file is empty");
  const { type, width, height, orientation = 1 } = headerOf(bytes, fail);
  if (width * height === 0) throw fail("it has no pixels");
  if (width * height > MAX_PIXELS) {
    throw fail(
      `it has ${width}x${height} pixels but at most ${
        MAX_PIXELS / 1e6
      } million can be read; make ` +
        `it smaller`,
    );
  }
  try {
    return applyOrientation(
      toLuminance(type === "png" ? unpackPng(bytes) : unpackJpeg(bytes)),
      orientation,
    );
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/:$/, "");
    throw fail(`its ${type === "png" ? "PNG" : "JPEG"} data is damaged (${reason})`, cause);
  }
}

type Fail = (found: string, cause?: unknown) => PictureError;

async function readFile(path: string | URL, fail: Fail): Promise<Uint8Array> {
  let stat: Deno.FileInfo;
  try {
    stat = await Deno.stat(path);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new Deno.errors.NotFound(`Cannot read picture "${path}": there is no such file`, {
      cause,
    });
  }
  if (!stat.isFile) throw fail("it is not a file");
  if (stat.size > MAX_BYTES) {
    throw fail(
      `the file has ${(stat.size / 2 ** 20).toFixed(0)} MiB but at most ` +
        `${MAX_BYTES / 2 ** 20} MiB can be read; make it smaller`,
    );
  }
  return await Deno.readFile(path);
}

/** What the first bytes say: the format, and the size before anything is unpacked. */
function headerOf(
  bytes: Uint8Array,
  fail: Fail,
): { type: "png" | "jpg"; width: number; height: number; orientation?: number } {
  const isPng = hasPrefix(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  if (!isPng && !hasPrefix(bytes, [0xff, 0xd8, 0xff])) {
    throw fail("it is neither PNG nor JPEG; save it as one of these");
  }
  try {
    return { ...imageSize(bytes), type: isPng ? "png" : "jpg" };
  } catch (cause) {
    throw fail(`its ${isPng ? "PNG" : "JPEG"} header is damaged or cut off`, cause);
  }
}

function hasPrefix(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, i) => bytes[i] === byte);
}

function unpackPng(bytes: Uint8Array): Samples {
  const png = decodePng(bytes, { checkCrc: true });
  const { width, height, depth, data } = png;
  if (!png.palette && depth >= 8) {
    return { width, height, data, channels: png.channels, max: 2 ** depth - 1 };
  }
  // Less than a byte a pixel is an index into a palette, if need be in one of greys.
  const max = 2 ** depth - 1;
  png.palette ??= Array.from({ length: max + 1 }, (_, grey) => [255 * grey / max]);
  const channels = png.palette[0].length;
  return { width, height, data: convertIndexedToRgb(png), channels, max: 255 };
}

function unpackJpeg(bytes: Uint8Array): Samples {
  const { width, height, data } = jpeg.decode(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    maxResolutionInMP: MAX_PIXELS / 1e6,
    maxMemoryUsageInMB: 2048,
  });
  return { width, height, data, channels: 3, max: 255 };
}
