// The header of a safetensors file, read from bytes that may be anything.

import * as v from "valibot";
import { foreignFile } from "../system/foreign_file.ts";
import { checkSchema, count, type Schema } from "../system/schema.ts";
import { describe, type Shape, sizeOf } from "../tensor/tensor.ts";
import { type Dtype, dtypes } from "./dtypes.ts";

/** Bytes that are not what the safetensors format allows. */
export class SafetensorsError extends SyntaxError {
  /** What tells it from other errors, also where its class is lost. */
  override readonly name = "SafetensorsError";
}

/** What the header says of a tensor. */
export interface Entry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: Shape;
  /** Where its bytes begin and end, counted from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

/** What a header holds. */
export interface Header {
  /** In the order of their bytes. */
  readonly entries: readonly Entry[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Where the numbers begin in the file. */
  readonly start: number;
}

/** The name of the entry that is no tensor. */
export const METADATA = "__metadata__";

/** The limit of the format's own library. */
const MAX_HEADER_BYTES = 100_000_000;
/** Lists and objects of a header: three a tensor. */
const MAX_BRACKETS = 2 ** 20;
/** Header, entry, shape. */
const MAX_DEPTH = 3;
/** More of a name than this is not shown. */
const MAX_NAME = 60;

/**
 * Reads the header of a safetensors file, and trusts nothing in it.
 *
 * @param bytes The whole file.
 * @param from What the bytes are, for errors.
 * @throws {SafetensorsError} If it is not one that the format allows.
 */
export function readHeader(bytes: Uint8Array, from: string): Header {
  const fail = (problem: string): never => {
    throw new SafetensorsError(`Cannot read ${from}: ${problem}`);
  };
  const { json, start } = readText(bytes, (problem) => {
    const foreign = foreignFile(bytes);
    const isForeign = foreign !== undefined && foreign.what !== "a safetensors file";
    return fail(isForeign ? `it is ${foreign.what}; ${foreign.remedy}` : problem);
  });
  const { [METADATA]: metadata = {}, ...others } = parse(json, fail);
  if (!isTexts(metadata)) return fail(`${METADATA} must be an object of texts`);
  const entries = Object.entries(others).map(([name, entry]) => readEntry(entry, { name, from }));
  // An empty tensor may lie where another begins.
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkBytes(entries, { size: bytes.length - start, fail });
  return { entries, metadata, start };
}

/** A name as errors write it. */
export function quote(name: string): string {
  return JSON.stringify(name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}...` : name);
}

type Fail = (problem: string) => never;

/** The text of the header, and where it ends. */
function readText(bytes: Uint8Array, fail: Fail): { json: string; start: number } {
  if (bytes.length < 8) fail(`it has ${bytes.length} bytes, but the length alone takes 8`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > bytes.length - 8) {
    fail(`the header should have ${length} bytes, but ${bytes.length - 8} follow its length`);
  }
  if (length > MAX_HEADER_BYTES) {
    fail(`the header has ${length} bytes, but at most ${MAX_HEADER_BYTES} are read`);
  }
  const start = 8 + Number(length);
  if (bytes[8] !== OPENING_BRACE) fail("the header is not a JSON object");
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return { json: decoder.decode(bytes.subarray(8, start)), start };
  } catch {
    return fail("the header is not UTF-8");
  }
}

const OPENING_BRACE = 0x7b;

function parse(json: string, fail: Fail): Record<string, unknown> {
  checkSize(json, fail);
  let header: Record<string, unknown>;
  try {
    header = JSON.parse(json);
  } catch (error) {
    return fail(`the header is not JSON: ${(error as Error).message}`);
  }
  const twice = repeatedName(json);
  if (twice !== undefined) fail(`the header has the name ${quote(twice)} twice`);
  return header;
}

/** A small file must not take much memory, however its lists are nested. */
function checkSize(json: string, fail: Fail): void {
  let depth = 0;
  let opened = 0;
  for (const token of tokensOf(json)) {
    if (token === "}" || token === "]") depth--;
    if (token !== "{" && token !== "[") continue;
    if (++depth > MAX_DEPTH) fail(`the header is nested more than ${MAX_DEPTH} levels deep`);
    if (++opened > MAX_BRACKETS) fail(`the header has more than ${MAX_BRACKETS} lists and objects`);
  }
}

/** The first name that comes twice in an object of valid JSON: `JSON.parse` keeps the last. */
function repeatedName(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const token of tokensOf(json)) {
    if (token === "{") open.push(new Set());
    if (token === "}") open.pop();
    if (!token.startsWith('"')) continue;
    const names = open[open.length - 1];
    // The same name may be written in several ways: "a" is "\u0061".
    const name = JSON.parse(token);
    if (names.has(name)) return name;
    names.add(name);
  }
}

/** The brackets of a JSON text and its names, which are the strings that a colon follows. */
function* tokensOf(json: string): Generator<string> {
  for (let i = 0; i < json.length; i++) {
    if ("{}[]".includes(json[i])) yield json[i];
    if (json[i] !== '"') continue;
    const begin = i++;
    while (i < json.length && json[i] !== '"') i += json[i] === "\\" ? 2 : 1;
    let next = i + 1;
    while (next < json.length && " \t\n\r".includes(json[next])) next++;
    if (json[next] === ":") yield json.slice(begin, i + 1);
  }
}

/** An entry as the header has it. */
interface RawEntry {
  readonly dtype: Dtype;
  readonly shape: Shape;
  /** Where its bytes begin, and where they end. */
  readonly data_offsets: readonly number[];
}

const OFFSETS = "the list [begin, end]";

const entrySchema: Schema<RawEntry> = v.strictObject({
  dtype: v.picklist(Object.keys(dtypes) as Dtype[]),
  shape: v.array(count, "a list of integers"),
  data_offsets: v.pipe(v.array(count, OFFSETS), v.length(2, OFFSETS)),
});

function readEntry(found: unknown, { name, from }: { name: string; from: string }): Entry {
  const to = `read ${from}: tensor ${quote(name)}`;
  const { dtype, shape, data_offsets: [begin, end] } = checkSchema(entrySchema, found, {
    to,
    name: "its entry",
    ErrorType: SafetensorsError,
  });
  const bytes = dtypes[dtype].bytes * sizeOf(shape);
  if (end - begin !== bytes) {
    throw new SafetensorsError(
      `Cannot ${to}: ${dtype} numbers of shape ${describe(shape)} take ${bytes} bytes, but its ` +
        `data_offsets are [${begin}, ${end}]`,
    );
  }
  return { name, dtype, shape, begin, end };
}

/** Checks that the tensors fill the file, each byte belonging to one of them. */
function checkBytes(
  entries: readonly Entry[],
  { size, fail }: { size: number; fail: Fail },
): void {
  let last = { name: "the header", end: 0 };
  for (const { name: text, begin, end } of entries) {
    const name = quote(text);
    if (begin < last.end) fail(`${name} begins at ${begin}, but ${last.name} ends at ${last.end}`);
    if (begin > last.end) fail(`bytes ${last.end} to ${begin} belong to no tensor`);
    if (end > size) fail(`${name} ends at ${end}, but there are ${size} bytes of numbers`);
    last = { name, end };
  }
  if (last.end < size) fail(`bytes ${last.end} to ${size} belong to no tensor`);
}

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === "string");
}
