// What a WebP file says of its picture before anything is decoded, and the chunks that hold the picture.

import { exifOrientation } from "./orientation.ts";
import { DamagedPicture, type PictureParts } from "./picture_parts.ts";

/** What every WebP file begins with, from the ninth byte on; "RIFF" and a length stand before it. */
export const WEBP_SIGNATURE = "WEBP";

/** The signatures and the header of the file, and those of a chunk, in bytes. */
const [FILE_HEADER, CHUNK_HEADER] = [12, 8];
/** Flags of the extended header: an animation, and what else but the picture is in the file. */
const [ANIMATION, EXTRAS] = [0x02, 0x2c];

/**
 * Goes through the chunks of a WebP file.
 *
 * Source: RFC 9649, WebP Image Format (2024), sections 2.3 to 2.7, 3.4 and 4.1; for the size of lossy
 * pictures RFC 6386, section 9.1.
 *
 * @param file It begins with "RIFF" and the signature of WebP.
 * @throws {DamagedPicture} If it is cut off, an animation, or does not hold one picture of the size that it
 * says.
 */
export function readWebpChunks(file: Uint8Array<ArrayBuffer>): PictureParts {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const data = new Uint8Array(file.length);
  data.set(file.subarray(0, FILE_HEADER));
  let size = FILE_HEADER;
  let orientation = 1;
  let canvas: Size | undefined;
  let picture: Size | undefined;
  for (let start = FILE_HEADER; start + CHUNK_HEADER <= file.length && !picture;) {
    const type = String.fromCharCode(...file.subarray(start, start + 4));
    const length = view.getUint32(start + 4, true);
    const content = start + CHUNK_HEADER;
    if (content + length > file.length) throw new DamagedPicture("it is cut off");
    // Chunks begin at even places.
    const end = Math.min(file.length, content + length + length % 2);
    if (type === "VP8X") {
      if (canvas || length < 10) throw new DamagedPicture("its header is not as it must be");
      if (view.getUint8(content) & ANIMATION) throw new DamagedPicture("it is an animation");
      const side = (at: number) => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
      canvas = { width: side(content + 4), height: side(content + 7) };
    }
    if (type === "VP8 " || type === "VP8L") picture = sizeOf(type, { view, content, length });
    if (["VP8X", "ALPH", "VP8 ", "VP8L"].includes(type)) {
      data.set(file.subarray(start, end), size);
      if (type === "VP8X") data[size + CHUNK_HEADER] &= ~EXTRAS;
      size += end - start;
    }
    start = end;
  }
  if (!picture) throw new DamagedPicture("it has no picture");
  if (canvas && (canvas.width !== picture.width || canvas.height !== picture.height)) {
    throw new DamagedPicture("its picture is not as large as its header says");
  }
  const exif = findExif(file, view);
  if (exif) orientation = exifOrientation(exif);
  new DataView(data.buffer).setUint32(4, size - CHUNK_HEADER, true);
  return { type: "image/webp", ...picture, orientation, data: data.subarray(0, size) };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of a lossy or a lossless picture. */
function sizeOf(
  type: "VP8 " | "VP8L",
  { view, content, length }: { view: DataView; content: number; length: number },
): Size {
  if (length < 10) throw new DamagedPicture("its picture is cut off");
  if (type === "VP8 ") {
    return {
      width: view.getUint16(content + 6, true) & 0x3fff,
      height: view.getUint16(content + 8, true) & 0x3fff,
    };
  }
  const bits = view.getUint32(content + 1, true);
  return { width: (bits & 0x3fff) + 1, height: (bits >>> 14 & 0x3fff) + 1 };
}

/** The EXIF block, which comes after the picture. */
function findExif(file: Uint8Array<ArrayBuffer>, view: DataView): Uint8Array | undefined {
  for (let start = FILE_HEADER; start + CHUNK_HEADER <= file.length;) {
    const length = view.getUint32(start + 4, true);
    const content = start + CHUNK_HEADER;
    const type = String.fromCharCode(...file.subarray(start, start + 4));
    if (type === "EXIF") return file.subarray(content, content + length);
    start = content + length + length % 2;
  }
  return undefined;
}
