// What a PNG file says of its picture before anything is decoded, and the chunks that hold the picture.

import { exifOrientation } from "./orientation.ts";
import { DamagedPicture, type PictureParts } from "./picture_parts.ts";

/** The bytes that every PNG file begins with. */
export const PNG_SIGNATURE = "\x89PNG\r\n\x1a\n";

/** The length and the type of a chunk stand before its content, and a checksum after it, in bytes. */
const [BEFORE, AFTER] = [8, 4];

/** The chunks that hold the picture. All others may be left out, and some of them can hide bombs. */
const PICTURE_CHUNKS = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"];

/** A part of a PNG file. */
export interface PngChunk {
  /** Four letters. */
  readonly type: string;
  readonly content: Uint8Array<ArrayBuffer>;
  /** The chunk with its length and its checksum. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * The chunks of a PNG file, up to its end or to the chunk that says so.
 *
 * @throws {DamagedPicture} If it is cut off within a chunk.
 */
export function* pngChunks(file: Uint8Array<ArrayBuffer>): Generator<PngChunk> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let type = "";
  for (let start = PNG_SIGNATURE.length; start < file.length && type !== "IEND";) {
    const end = start + BEFORE + AFTER > file.length
      ? Infinity
      : start + BEFORE + view.getUint32(start) + AFTER;
    if (end > file.length) throw new DamagedPicture("it is cut off");
    type = String.fromCharCode(...file.subarray(start + 4, start + BEFORE));
    const content = file.subarray(start + BEFORE, end - AFTER);
    yield { type, content, bytes: file.subarray(start, end) };
    start = end;
  }
}

/**
 * Goes through the chunks of a PNG file.
 *
 * Source: Portable Network Graphics (PNG) Specification (Third Edition), W3C, sections 5.3, 11.2 and
 * 11.3.4.5.
 *
 * @param file It begins with the signature of PNG.
 * @throws {DamagedPicture} If it is cut off, or if it has anything but one header at its beginning.
 */
export function readPngChunks(file: Uint8Array<ArrayBuffer>): PictureParts {
  const data = new Uint8Array(file.length);
  data.set(file.subarray(0, PNG_SIGNATURE.length));
  let size = PNG_SIGNATURE.length;
  let orientation = 1;
  let header: DataView | undefined;
  for (const { type, content, bytes } of pngChunks(file)) {
    if ((type === "IHDR") !== (header === undefined) || type === "IHDR" && content.length < 13) {
      throw new DamagedPicture("it does not begin with one header of full length");
    }
    header ??= new DataView(content.buffer, content.byteOffset);
    if (type === "eXIf") orientation = exifOrientation(content);
    if (PICTURE_CHUNKS.includes(type)) {
      data.set(bytes, size);
      size += bytes.length;
    }
  }
  if (header === undefined) throw new DamagedPicture("it is cut off");
  return {
    type: "image/png",
    width: header.getUint32(0),
    height: header.getUint32(4),
    orientation,
    data: data.subarray(0, size),
  };
}
