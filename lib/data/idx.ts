// IDX, the file format that MNIST is published in: a header, then the bytes of an array.

import { foreignFile } from "../system/foreign_file.ts";

/** An array read from an IDX file. */
export interface IdxArray {
  /** The length of each axis: `[count, height, width]` for images, `[count]` for labels. */
  readonly shape: readonly number[];
  /** The values in row-major order: the last index varies fastest. */
  readonly data: Uint8Array;
}

/** The code of unsigned bytes, the only type of values that MNIST uses. */
const UNSIGNED_BYTE = 0x08;

/**
 * Reads an IDX file of unsigned bytes.
 *
 * The header is two zeros, a byte for the type of the values, a byte for the number of axes, and
 * the length of each axis as a 32-bit number, most significant byte first. Source: Yann LeCun,
 * "The MNIST database of handwritten digits", the section on file formats.
 *
 * @param bytes The whole file, unpacked.
 * @param options `axes`, how many are wanted: 3 for images, 1 for labels. `name`, the file's, for
 * error messages.
 * @returns The array; its data is a view of `bytes`, not a copy.
 * @throws {SyntaxError} If the bytes are not such a file, or more or less than its header says. A file of
 * another kind is called by what it is.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodeIdx } from "./idx.ts";
 *
 * const bytes = new Uint8Array([0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4]);
 * const labels = decodeIdx(bytes, { axes: 1, name: "train-labels-idx1-ubyte" });
 * assertEquals(labels, { shape: [3], data: new Uint8Array([5, 0, 4]) });
 * ```
 */
export function decodeIdx(
  bytes: Uint8Array,
  { axes, name }: { axes: number; name: string },
): IdxArray {
  const header = 4 + 4 * axes;
  const magic = hex(bytes.subarray(0, 4));
  const wanted = hex(new Uint8Array([0, 0, UNSIGNED_BYTE, axes]));
  if (magic !== wanted) {
    const foreign = bytes[0] === 0 && bytes[1] === 0 ? undefined : foreignFile(bytes);
    throw new SyntaxError(
      foreign !== undefined
        ? `Cannot read IDX file "${name}": it is ${foreign.what}; ${foreign.remedy}`
        : `Cannot read IDX file "${name}": it starts with ${magic} but ${wanted} ` +
          `is needed for bytes with ${axes} ${axes === 1 ? "axis" : "axes"} ` +
          `(images have 3, labels have 1)`,
    );
  }
  if (bytes.length < header) {
    throw new SyntaxError(
      `Cannot read IDX file "${name}": it ends after ${bytes.length} bytes, within its header ` +
        `of ${header}; get the file again`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = shape.reduce((product, length) => product * length, 1);
  const data = bytes.subarray(header);
  if (data.length !== size) {
    throw new SyntaxError(
      `Cannot read IDX file "${name}": its header announces ${shape.join("x")} = ${size} bytes ` +
        `but ${data.length} follow; get the file again`,
    );
  }
  return { shape, data };
}

/**
 * Writes an array of unsigned bytes as an IDX file.
 *
 * @returns The bytes of the file.
 * @throws {RangeError} If the shape does not fit the data.
 */
export function encodeIdx({ shape, data }: IdxArray): Uint8Array<ArrayBuffer> {
  const size = shape.reduce((product, length) => product * length, 1);
  if (data.length !== size) {
    throw new RangeError(
      `Cannot write an IDX file: the shape ${shape.join("x")} has room for ${size} bytes ` +
        `but the data has ${data.length}`,
    );
  }
  const header = 4 + 4 * shape.length;
  const bytes = new Uint8Array(header + size);
  bytes.set([0, 0, UNSIGNED_BYTE, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((length, axis) => view.setUint32(4 + 4 * axis, length));
  bytes.set(data, header);
  return bytes;
}

/** Bytes as the magic numbers of file formats are written: `00 00 08 03`. */
function hex(bytes: Uint8Array): string {
  return bytes.toHex().replace(/..(?=.)/g, "$& ");
}
