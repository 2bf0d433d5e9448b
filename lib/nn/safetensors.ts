// The safetensors format: named tensors in one file, which holds numbers and nothing that runs.

import { describe, type Shape, sizeOf, Tensor } from "../tensor/tensor.ts";

/** A tensor and what it is called. */
export interface NamedTensor {
  readonly name: string;
  readonly value: Tensor;
}

/** What a file holds. */
export interface Safetensors {
  /** In the order in which their numbers lie in the file. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Texts beside the tensors. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Bytes that are not what the safetensors format allows. */
export class SafetensorsError extends SyntaxError {
  override readonly name = "SafetensorsError";
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
  if (Object.keys(metadata).length > 0) entries.set(METADATA, metadata);
  let end = 0;
  for (const { name, value } of tensors) {
    if (entries.has(name) || name === METADATA) {
      throw new RangeError(`Cannot write tensors: the name ${JSON.stringify(name)} is taken`);
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

/**
 * Reads a safetensors file, and trusts nothing in it.
 *
 * @param bytes The whole file.
 * @param options `from`: what the bytes are, for errors.
 * @throws {SafetensorsError} If the header is cut off, not UTF-8 or not JSON, a name comes twice, an
 * entry is malformed or not of 32-bit floats, or the tensors do not fill the file exactly, each
 * number belonging to one of them.
 */
export function decodeSafetensors(
  bytes: Uint8Array,
  { from = "safetensors" }: { from?: string } = {},
): Safetensors {
  const fail = (problem: string): never => {
    throw new SafetensorsError(`Cannot read ${from}: ${problem}`);
  };
  const { header, start } = readHeader(bytes, fail);
  const { [METADATA]: metadata = {}, ...entries } = header;
  if (!isObject(metadata) || !Object.values(metadata).every((text) => typeof text === "string")) {
    return fail(`${METADATA} must be an object of texts but is ${JSON.stringify(metadata)}`);
  }
  const sorted = Object.entries(entries).map(([name, entry]) => readEntry(name, { entry, fail }));
  // An empty tensor may lie where another begins.
  sorted.sort((a, b) => a.begin - b.begin || a.end - b.end);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const tensors = new Map<string, Tensor>();
  let last = { name: "the header", end: 0 };
  for (const entry of sorted) {
    const { name, shape, begin, end } = entry;
    if (begin < last.end) fail(`${name} begins at ${begin}, but ${last.name} ends at ${last.end}`);
    if (begin > last.end) fail(`bytes ${last.end} to ${begin} belong to no tensor`);
    if (end > view.byteLength) {
      fail(`${name} ends at ${end}, but there are ${view.byteLength} bytes of numbers`);
    }
    const tensor = new Tensor(shape);
    for (let i = 0; i < tensor.size; i++) tensor.data[i] = view.getFloat32(begin + 4 * i, true);
    tensors.set(JSON.parse(name), tensor);
    last = entry;
  }
  if (last.end < view.byteLength) {
    fail(`bytes ${last.end} to ${view.byteLength} belong to no tensor`);
  }
  return { tensors, metadata: metadata as Record<string, string> };
}

const METADATA = "__metadata__";
const SPACE = 0x20;

type Fail = (problem: string) => never;

/** A tensor's name in quotes, its shape, and where its bytes are. */
interface Entry {
  readonly name: string;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

function readHeader(
  bytes: Uint8Array,
  fail: Fail,
): { header: Record<string, unknown>; start: number } {
  if (bytes.length < 8) fail(`it has ${bytes.length} bytes, but the length alone takes 8`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > bytes.length - 8) {
    fail(`the header should have ${length} bytes, but ${bytes.length - 8} follow its length`);
  }
  const start = 8 + Number(length);
  let json = "";
  try {
    json = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      bytes.subarray(8, start),
    );
  } catch {
    fail("the header is not UTF-8");
  }
  let header: unknown;
  try {
    header = JSON.parse(json);
  } catch (error) {
    fail(`the header is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(header) || !json.startsWith("{")) return fail("the header is not a JSON object");
  const twice = repeatedName(json);
  if (twice !== undefined) fail(`the header has the name ${twice} twice`);
  return { header, start };
}

/** The first name that comes twice in an object of valid JSON: `JSON.parse` keeps the last. */
function repeatedName(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, name] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === "{") open.push(new Set());
    if (token === "}") open.pop();
    if (name === undefined) continue;
    const names = open[open.length - 1];
    // The same name may be written in several ways: "a" is "\u0061".
    if (names.has(JSON.parse(name))) return name;
    names.add(JSON.parse(name));
  }
}

function readEntry(key: string, { entry, fail }: { entry: unknown; fail: Fail }): Entry {
  const name = JSON.stringify(key);
  if (!isObject(entry)) return fail(`${name} must be an object but is ${JSON.stringify(entry)}`);
  const { dtype, shape, data_offsets: offsets, ...others } = entry;
  const [other] = Object.keys(others);
  if (other !== undefined) fail(`${name} has a field ${JSON.stringify(other)} that there is not`);
  if (dtype !== "F32") {
    fail(`${name} has dtype ${JSON.stringify(dtype)}, but only "F32" is read; convert it first`);
  }
  if (!isCounts(shape)) return fail(`${name} has shape ${JSON.stringify(shape)}`);
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    return fail(`${name} has data_offsets ${JSON.stringify(offsets)}, but [begin, end] are needed`);
  }
  const [begin, end] = offsets;
  const bytes = 4 * sizeOf(shape);
  if (end - begin !== bytes) {
    fail(`${name} of shape ${describe(shape)} takes ${bytes} bytes but has ${end - begin}`);
  }
  return { name, shape, begin, end };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}
