// Pictures in files: PNG, JPEG and WebP, from bytes to the luminance of each pixel.

import { fileError } from "../system/file_error.ts";
import { foreignFile } from "../system/foreign_file.ts";
import { decodePicture } from "./decode_picture.ts";
import type { GreyImage } from "./grey_image.ts";
import { JPEG_SIGNATURE, readJpegSegments } from "./jpeg_segments.ts";
import { toLuminance } from "./luminance.ts";
import { applyOrientation } from "./orientation.ts";
import { DamagedPicture, type PictureParts } from "./picture_parts.ts";
import { PNG_SIGNATURE, readPngChunks } from "./png_chunks.ts";
import { readWebpChunks, WEBP_SIGNATURE } from "./webp_chunks.ts";

/** Larger pictures are turned away before they are decoded, in pixels. */
const MAX_PIXELS = 50_000_000;
/** Larger files are not even read, in bytes. */
const MAX_BYTES = 64 * 2 ** 20;
/** Strokes of a pen are several pixels wide still when the longer side has this many. */
const MAX_SIDE = 1200;

/** What to do about a damaged file. */
const AGAIN = "get the file again, or save it anew as PNG or JPEG";

/** Where a picture comes from: the path of a file, a file as a page has it, or the bytes of one. */
export type PictureSource = string | URL | File | Uint8Array;

/** A file or bytes that are not a picture that can be read. */
export class PictureError extends SyntaxError {
  /** What tells it from other errors. */
  override readonly name = "PictureError";
}

/**
 * Reads a picture.
 *
 * It is turned as the camera was held, and a large picture is made smaller, to at most 1,200 pixels along
 * its longer side. Transparent parts become white or black: what lets the ink be seen.
 *
 * @param source A file, PNG, JPEG or WebP, by its path or as a page has it; or its bytes.
 * @returns The luminance of each pixel, from 0 (black) to 1 (white).
 * @throws {Deno.errors.NotFound} If there is no such file; other errors of the system if it cannot be
 * read. They name the file.
 * @throws {PictureError} If it is no such picture, damaged or too large.
 */
export async function readPicture(source: PictureSource): Promise<GreyImage> {
  const name = source instanceof Uint8Array
    ? `of ${source.length} bytes`
    : `"${source instanceof File ? source.name : source}"`;
  const fail = (found: string, cause?: unknown) =>
    new PictureError(`Cannot read picture ${name}: ${found}`, { cause });
  const bytes = await readBytes(source, fail);
  const parts = takeApart(bytes, fail);
  const { width, height, orientation } = parts;
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
    const samples = await decodePicture(parts, { maxSide: MAX_SIDE });
    return applyOrientation(toLuminance(samples), orientation);
  } catch (cause) {
    throw fail(
      `its ${formatOf(parts)} data cannot be decoded (${reasonOf(cause)}); ${AGAIN}`,
      cause,
    );
  }
}

type Fail = (found: string, cause?: unknown) => PictureError;

async function readBytes(source: PictureSource, fail: Fail): Promise<Uint8Array<ArrayBuffer>> {
  if (source instanceof Uint8Array) return new Uint8Array(source);
  if (source instanceof File) {
    checkSize(source.size, fail);
    return new Uint8Array(await source.arrayBuffer());
  }
  try {
    const { isFile, isDirectory, size } = await Deno.stat(source);
    if (!isFile && !isDirectory) throw fail("it is not a file");
    checkSize(size, fail);
    return await Deno.readFile(source);
  } catch (error) {
    throw fileError(error, { to: "read picture", path: String(source) });
  }
}

function checkSize(size: number, fail: Fail): void {
  if (size <= MAX_BYTES) return;
  throw fail(
    `the file has ${(size / 2 ** 20).toFixed(0)} MiB but at most ${MAX_BYTES / 2 ** 20} MiB can ` +
      `be read; make it smaller`,
  );
}

/** What the file says before anything is decoded. */
function takeApart(bytes: Uint8Array<ArrayBuffer>, fail: Fail): PictureParts {
  const start = String.fromCharCode(...bytes.subarray(0, 12));
  try {
    if (start.startsWith(PNG_SIGNATURE)) return readPngChunks(bytes);
    if (start.startsWith(JPEG_SIGNATURE)) return readJpegSegments(bytes);
    if (start.startsWith("RIFF") && start.startsWith(WEBP_SIGNATURE, 8)) {
      return readWebpChunks(bytes);
    }
  } catch (error) {
    if (!(error instanceof DamagedPicture)) throw error;
    throw fail(`${error.message}; ${AGAIN}`, error);
  }
  if (start.startsWith("\x89PNG")) throw fail(`it begins almost as PNG does; ${AGAIN}`);
  const { what, remedy } = foreignFile(bytes) ??
    { what: "neither PNG, JPEG nor WebP", remedy: "save it as one of these" };
  throw fail(`it is ${what}; ${remedy}`);
}

/** What the decoder says, without that it is the decoder who says it. */
function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.replace(/^Cannot decode image '(.*)'$/s, "$1");
}

function formatOf({ type }: PictureParts): string {
  return { "image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WebP" }[type];
}
