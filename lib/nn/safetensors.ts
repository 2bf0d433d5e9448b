// The safetensors format: named tensors in one file, which holds numbers and nothing that runs.

import { type Shape, Tensor } from "../tensor/tensor.ts";
import { type Dtype, dtypes } from "./dtypes.ts";
import { METADATA, quote, readHeader } from "./safetensors_header.ts";

export { SafetensorsError } from "./safetensors_header.ts";

/** A tensor and what it is called. */
export interface NamedTensor {
  /** No other tensor of the file has it. */
  readonly name: string;
  /** The numbers. */
  readonly value: Tensor;
}

/** What a file holds. */
export interface Safetensors {
  /** In the order in which their numbers lie in the file; those of other kinds as 32-bit floats. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Tensors whose numbers are not read, since they are no floats of 16 bits or more. */
  readonly unread: ReadonlyMap<string, { readonly dtype: Dtype; readonly shape: Shape }>;
  /** Texts beside the tensors. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Lays tensors out as a safetensors file: the length of a header in 8 bytes, the header in JSON, and
 * then all numbers as 32-bit floats, little-endian, one tensor after the other.
 *
 * https://huggingface.co/docs/safetensors tells the format; its libraries read these files.
 *
 * @param tensors In the order in which they are to lie in the file.
 * @param options `metadata`: texts to put beside them.
 * @throws {RangeError} If two tensors have the same name, or one the name of the metadata.
 * @throws {TypeError} If the metadata holds something that is no text.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Tensor } from "../tensor/tensor.ts";
 * import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";
 *
 * const value = new Tensor([1, 2], new Float32Array([3, 4]));
 * const bytes = encodeSafetensors([{ name: "weights", value }], { metadata: { epoch: "7" } });
 * const { tensors, metadata } = decodeSafetensors(bytes);
 * assertEquals(tensors.get("weights"), value);
 * assertEquals(metadata.epoch, "7");
 * ```
 */
export function encodeSafetensors(
  tensors: readonly NamedTensor[],
  { metadata = {} }: { metadata?: Readonly<Record<string, string>> } = {},
): Uint8Array<ArrayBuffer> {
  const entries = new Map<string, unknown>();
  for (const [name, text] of Object.entries(metadata)) {
    if (typeof text === "string") continue;
    throw new TypeError(
      `Cannot write tensors: the metadata ${quote(name)} is ${text} but must be a text`,
    );
  }
  if (Object.keys(metadata).length > 0) entries.set(METADATA, metadata);
  let end = 0;
  for (const { name, value } of tensors) {
    if (entries.has(name) || name === METADATA) {
      throw new RangeError(`Cannot write tensors: the name ${quote(name)} is taken`);
    }
    const begin = end;
    end += 4 * value.size;
    entries.set(name, { dtype: "F32", shape: value.shape, data_offsets: [begin, end] });
  }
  // fromEntries, unlike assignment, makes a property even of "__proto__".
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  // Spaces fill the header up, so that the numbers start at a multiple of 8.
  const length = 8 * Math.ceil(json.length / 8);
  const bytes = new Uint8Array(8 + length + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(length), true);
  bytes.fill(SPACE, 8, 8 + length);
  bytes.set(json, 8);
  let at = 8 + length;
  for (const { value } of tensors) {
    for (const number of value.data) {
      view.setFloat32(at, number, true);
      at += 4;
    }
  }
  return bytes;
}

const SPACE = 0x20;

/**
 * Reads a safetensors file, and trusts nothing in it. Numbers of 16 and 64 bits become those of 32.
 *
 * @param bytes The whole file.
 * @param options `from`: what the bytes are, for errors.
 * @throws {SafetensorsError} If the header is cut off, too large, not UTF-8 or not JSON, a name comes
 * twice, an entry is malformed, or the tensors do not fill the file exactly, each byte belonging to one
 * of them. If the bytes are those of another format, such as a web page or a PyTorch file, the error
 * says which.
 */
export function decodeSafetensors(
  bytes: Uint8Array,
  { from = "safetensors" }: { from?: string } = {},
): Safetensors {
  const { entries, metadata, start } = readHeader(bytes, from);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const tensors = new Map<string, Tensor>();
  const unread = new Map<string, { dtype: Dtype; shape: Shape }>();
  for (const { name, dtype, shape, begin } of entries) {
    const { bytes, read } = dtypes[dtype];
    if (read === undefined) {
      unread.set(name, { dtype, shape });
      continue;
    }
    const tensor = new Tensor(shape);
    for (let i = 0; i < tensor.size; i++) tensor.data[i] = read(view, begin + bytes * i);
    tensors.set(name, tensor);
  }
  return { tensors, unread, metadata };
}
