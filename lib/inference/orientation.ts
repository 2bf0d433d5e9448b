// Which way a picture is to be turned, as EXIF says it.

import { blankImage, type GreyImage } from "./grey_image.ts";

/** What EXIF blocks in JPEG begin with, and some of those in PNG, too. */
const PREFIX = "Exif\0\0";
/** The number of the field that holds the orientation. */
const ORIENTATION = 0x0112;
/** A field takes so many bytes. */
const FIELD_SIZE = 12;

/**
 * Where the first row and the first column of a picture belong.
 *
 * Source: Exif 2.32 (CIPA DC-008-2019), sections 4.5 and 4.6.4.A.
 *
 * @param block An EXIF block; of one that is damaged or something else nothing is expected.
 * @returns 1 to 8, as EXIF counts them; 1, which is upright, if it says nothing else.
 */
export function exifOrientation(block: Uint8Array): number {
  const start = String.fromCharCode(...block.subarray(0, PREFIX.length));
  const tiff = start === PREFIX ? block.subarray(PREFIX.length) : block;
  const order = String.fromCharCode(...tiff.subarray(0, 4));
  if (tiff.length < 8 || order !== "II*\0" && order !== "MM\0*") return 1;
  const isLittle = order === "II*\0";
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const table = view.getUint32(4, isLittle);
  if (table + 2 > tiff.length) return 1;
  const count = view.getUint16(table, isLittle);
  for (let i = 0; i < count; i++) {
    const field = table + 2 + i * FIELD_SIZE;
    if (field + FIELD_SIZE > tiff.length) return 1;
    if (view.getUint16(field, isLittle) !== ORIENTATION) continue;
    const value = view.getUint16(field + 8, isLittle);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/**
 * Turns a picture the way it was seen.
 *
 * @param image The picture as it lies in the file.
 * @param orientation Where its first row and column belong: 1 to 8, as EXIF counts them.
 */
export function applyOrientation(image: GreyImage, orientation: number): GreyImage {
  if (orientation < 2 || orientation > 8) return image;
  const { width, height, values } = image;
  const swapped = orientation >= 5;
  const result = swapped ? blankImage(height, width) : blankImage(width, height);
  // Of the row and the column of the result, which way each one runs in the file.
  const flipX = [2, 3, 7, 8].includes(orientation);
  const flipY = [3, 4, 6, 7].includes(orientation);
  for (let row = 0; row < result.height; row++) {
    for (let column = 0; column < result.width; column++) {
      const [x, y] = swapped ? [row, column] : [column, row];
      const from = (flipY ? height - 1 - y : y) * width + (flipX ? width - 1 - x : x);
      result.values[row * result.width + column] = values[from];
    }
  }
  return result;
}
