// JPEG files taken apart and put together, so that they can be as no encoder makes them.

import jpeg from "jpeg-js";
import { join } from "./png_file.ts";

/** A grey picture as a JPEG file of the best quality. */
export function jpegOf(
  grey: Uint8Array,
  { width, height }: { width: number; height: number },
): Uint8Array<ArrayBuffer> {
  const data = Uint8Array.from({ length: 4 * grey.length }, (_, i) => {
    return i % 4 === 3 ? 255 : grey[i >> 2];
  });
  return Uint8Array.from(jpeg.encode({ width, height, data }, 100).data);
}

/** A segment: its marker and its content, with the length between them. */
export function segment(marker: number, content: Iterable<number> = []): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(content);
  const length = bytes.length + 2;
  return join([0xff, marker, length >> 8, length & 0xff], bytes);
}

/** The segments before the scan, and the rest with the scan. */
export function takeApart(file: Uint8Array): { segments: Uint8Array[]; scan: Uint8Array } {
  const segments: Uint8Array[] = [];
  let at = 2;
  while (file[at + 1] !== 0xda) {
    const end = at + 2 + (file[at + 2] << 8 | file[at + 3]);
    segments.push(file.subarray(at, end));
    at = end;
  }
  return { segments, scan: file.subarray(at) };
}

/** A file of these segments and this scan. */
export function putTogether(
  segments: readonly Uint8Array[],
  scan: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return join([0xff, 0xd8], ...segments, scan);
}

/** An EXIF block that says how to turn the picture. */
export function exifBlock(
  orientation: number,
  { order = "MM" }: { order?: "MM" | "II" } = {},
): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(26));
  const isLittle = order === "II";
  for (const i of [0, 1]) view.setUint8(i, order.charCodeAt(i));
  view.setUint16(2, 42, isLittle);
  view.setUint32(4, 8, isLittle);
  // One field of type 3, which is 16 bits.
  view.setUint16(8, 1, isLittle);
  view.setUint16(10, 0x0112, isLittle);
  view.setUint16(12, 3, isLittle);
  view.setUint32(14, 1, isLittle);
  view.setUint16(18, orientation, isLittle);
  return new Uint8Array(view.buffer);
}

/** EXIF as a segment of JPEG. */
export function exifSegment(block: Uint8Array): Uint8Array<ArrayBuffer> {
  return segment(0xe1, join(new TextEncoder().encode("Exif\0\0"), block));
}
