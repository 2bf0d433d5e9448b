// What a JPEG file says of its picture before anything is decoded, and the segments that hold the picture.

import { exifOrientation } from "./orientation.ts";
import { DamagedPicture, type PictureParts } from "./picture_parts.ts";

/** The bytes that every JPEG file begins with: a marker, and the beginning of another. */
export const JPEG_SIGNATURE = "\xff\xd8\xff";

/** The markers of segments that are of interest here, without the 0xff before them. */
const END = 0xd9;
const START_OF_SCAN = 0xda;
const EXIF = 0xe1;
/** Tells how colors are stored. */
const ADOBE = 0xee;

/**
 * Goes through the segments of a JPEG file up to its first scan. Any number of fill bytes may stand before
 * a marker, and the segments may come in any order.
 *
 * Source: ITU-T T.81 (1992), Annex B.
 *
 * @param bytes The file, which begins with the signature of JPEG.
 * @throws {DamagedPicture} If it is cut off, or if it has anything but one frame.
 */
export function readJpegSegments(bytes: Uint8Array): PictureParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = new Uint8Array(bytes.length);
  data.set(bytes.subarray(0, 2));
  let size = 2;
  let frame: { width: number; height: number } | undefined;
  let orientation = 1;
  for (let at = 2;;) {
    const start = bytes.indexOf(0xff, at);
    let code = start + 1;
    while (bytes[code] === 0xff) code++;
    if (start === -1 || code + 3 > bytes.length) throw new DamagedPicture("it is cut off");
    const marker = bytes[code];
    at = code + 1;
    if (isBare(marker)) continue;
    if (marker === END) throw new DamagedPicture("it ends before its picture begins");
    const end = at + view.getUint16(at);
    if (end > bytes.length) throw new DamagedPicture("it is cut off");
    if (isFrame(marker)) {
      if (frame) throw new DamagedPicture("it has more than one frame");
      if (end < at + 8) throw new DamagedPicture("its frame header is too short");
      frame = { height: view.getUint16(at + 3), width: view.getUint16(at + 5) };
    }
    if (marker === EXIF) {
      const found = exifOrientation(bytes.subarray(at + 2, end));
      if (orientation === 1) orientation = found;
    }
    if (marker === START_OF_SCAN) {
      if (!frame) throw new DamagedPicture("it has no frame header");
      data.set(bytes.subarray(code - 1), size);
      size += bytes.length - (code - 1);
      return { type: "image/jpeg", ...frame, orientation, data: data.subarray(0, size) };
    }
    if (isPicture(marker)) {
      data.set(bytes.subarray(code - 1, end), size);
      size += end - (code - 1);
    }
    at = end;
  }
}

/** Markers that no length and no content follow, and a zero, which is no marker at all. */
function isBare(marker: number): boolean {
  return marker <= 0x01 || marker >= 0xd0 && marker <= 0xd8;
}

/** The start of a frame, of whatever process. Between them are tables and an extension. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** What a decoder needs: tables and frames, but no comment and nothing of an application. */
function isPicture(marker: number): boolean {
  return marker === ADOBE || marker < 0xe0;
}
