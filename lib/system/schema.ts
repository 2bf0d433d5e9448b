// Is a value what it should be? Schemas of stored shapes and settings, and errors that name the field.

import { levenshteinDistance } from "@std/text/levenshtein-distance";
import * as v from "valibot";

/** What a value must be to be taken for a `T`. */
export type Schema<T> = v.GenericSchema<unknown, T>;

/** A text that is not empty. */
export const text: Schema<string> = v.pipe(
  v.string("a text that is not empty"),
  v.minLength(1, "a text that is not empty"),
);

/** A finite number. */
export const finite: Schema<number> = v.pipe(v.number("a number"), v.finite("a finite number"));

/** A number from 0 to 1. */
export const fraction: Schema<number> = numberWhere(
  "a number from 0 to 1",
  (value) => value >= 0 && value <= 1,
);

/** A finite number of at least 0. */
export const amount: Schema<number> = numberWhere(
  "a number of at least 0",
  (value) => value >= 0 && value < Infinity,
);

/** An integer of at least 0. */
export const count: Schema<number> = integerFrom(0);

/** 64 hexadecimal digits. */
export const sha256: Schema<string> = v.pipe(
  v.string("64 hexadecimal digits"),
  v.regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits"),
);

/**
 * A number that passes a test.
 *
 * @param wanted What it must be, as the error says it: "a number greater than 0".
 */
export function numberWhere(wanted: string, test: (value: number) => boolean): Schema<number> {
  return v.pipe(v.number(wanted), v.check(test, wanted));
}

/** An integer of at least `min`. */
export function integerFrom(min: number): Schema<number> {
  return numberWhere(
    `an integer of at least ${min}`,
    (value) => Number.isSafeInteger(value) && value >= min,
  );
}

/**
 * Checks a value against a schema.
 *
 * @param schema What is wanted. The messages in it are words for that, such as "a number from 0 to 1".
 * @param value What was found.
 * @param options `to`: what is being done, for the error: "read record 01.json"; `name`: what the value
 * is called where all of it is wrong, "the value" unless told; `ErrorType`: the error to throw,
 * `TypeError` unless told.
 * @returns The same value.
 * @throws {TypeError} If it is not what is wanted: the error names the first field that is wrong, what
 * was found and what is wanted; for an unknown field those that are known and the one that was meant.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import * as v from "valibot";
 * import { checkSchema, fraction } from "./schema.ts";
 *
 * const settings = v.strictObject({ dropout: fraction });
 * assertThrows(
 *   () => checkSchema(settings, { dropout: 20 }, { to: "train" }),
 *   TypeError,
 *   "Cannot train: dropout is 20 but must be a number from 0 to 1",
 * );
 * assertThrows(
 *   () => checkSchema(settings, { dropout: 0.2, droput: 0.2 }, { to: "train" }),
 *   TypeError,
 *   "Cannot train: found the unknown droput, known are dropout; did you mean dropout?",
 * );
 * ```
 */
export function checkSchema<T>(
  schema: Schema<T>,
  value: unknown,
  { to, name = "the value", ErrorType = TypeError }: {
    to: string;
    name?: string;
    ErrorType?: new (message: string) => Error;
  },
): T {
  const { issues } = v.safeParse(schema, value, { abortEarly: true });
  if (issues === undefined) return value as T;
  throw new ErrorType(
    `Cannot ${to}: ${describeIssue(deepest(issues[0]), { schema, value, name })}`,
  );
}

/** The known word that a misspelt one was most likely meant to be, as the end of an error. */
export function didYouMean(found: string, known: readonly string[]): string {
  const [best] = known
    .map((word) => ({
      word,
      distance: levenshteinDistance(found.toLowerCase(), word.toLowerCase()),
    }))
    .filter(({ word, distance }) =>
      distance <= Math.max(1, Math.min(found.length, word.length) / 3)
    )
    .sort((a, b) => a.distance - b.distance);
  return best === undefined ? "" : `; did you mean ${best.word}?`;
}

type Issue = v.BaseIssue<unknown>;
type Path = readonly v.IssuePathItem[];

/** Of a value that could be one of several things, the complaint of the one that it is most like. */
function deepest(issue: Issue): Issue {
  return (issue.issues ?? []).map(deepest).reduce(
    (best, other) => (other.path?.length ?? 0) > (best.path?.length ?? 0) ? other : best,
    issue,
  );
}

function describeIssue(
  issue: Issue,
  { schema, value, name }: { schema: Schema<unknown>; value: unknown; name: string },
): string {
  const path: Path = issue.path ?? [];
  const field = path.length === 0 ? name : fieldAt(path);
  const isKey = issue.type.endsWith("object") && path.length > 0 &&
    path[path.length - 1].origin === "key";
  if (!isKey) {
    const wanted = wantedBy(issue);
    const meant = typeof issue.input === "string" ? didYouMean(issue.input, quotedIn(wanted)) : "";
    return `${field} is ${show(issue.input)} but must be ${wanted}${meant}`;
  }
  const key = String(path[path.length - 1].key);
  const entries = entriesAt(schema, path.slice(0, -1), value);
  if (issue.expected === "never") {
    const known = Object.keys(entries);
    return `found the unknown ${field}, known are ${known.join(", ")}${didYouMean(key, known)}`;
  }
  const [missing] = v.safeParse(entries[key] ?? v.unknown(), undefined).issues ?? [];
  return `${field} is missing but must be ${missing === undefined ? "given" : wantedBy(missing)}`;
}

/** The words of the schema, or those of the library where the schema has none. */
function wantedBy({ message, expected }: Issue): string {
  if (!message.startsWith("Invalid ")) return message;
  const choices = quotedIn(expected ?? "");
  if (choices.length > 1) return `one of ${choices.map((word) => `"${word}"`).join(", ")}`;
  return expected === "Object" ? "an object" : expected === "Array" ? "a list" : `${expected}`;
}

function quotedIn(words: string): string[] {
  return [...words.matchAll(/"([^"]*)"/g)].map(([, word]) => word);
}

/** `runs[2].seed` */
function fieldAt(path: Path): string {
  return path.map(({ key }, i) =>
    typeof key === "number" ? `[${key}]` : `${i === 0 ? "" : "."}${key}`
  ).join("");
}

/** The parts of valibot's schemas that lead to the schema of a field. */
interface Parts {
  readonly entries?: Entries;
  readonly item?: Schema<unknown>;
  readonly value?: Schema<unknown>;
  readonly wrapped?: Schema<unknown>;
  readonly options?: readonly Schema<unknown>[];
  readonly literal?: unknown;
}

type Entries = { readonly [key: string]: Schema<unknown> };

/** The fields that the object at a path of a value may have. */
function entriesAt(schema: Schema<unknown>, path: Path, value: unknown): Entries {
  const { wrapped, options, entries, item, value: each } = schema as Parts;
  if (wrapped !== undefined) return entriesAt(wrapped, path, value);
  if (options !== undefined) {
    const chosen = options.filter((option) => isMeant(option, value));
    return Object.assign({}, ...chosen.map((option) => entriesAt(option, path, value)));
  }
  if (path.length === 0) return entries ?? {};
  const [{ key }, ...rest] = path;
  const next = entries?.[String(key)] ?? item ?? each;
  if (next === undefined) return {};
  return entriesAt(next, rest, (value as Record<string, unknown>)[String(key)]);
}

/** Of several kinds of objects, told apart by texts such as their `type`, whether it is this one. */
function isMeant(schema: Schema<unknown>, value: unknown): boolean {
  const { entries = {} } = schema as Parts;
  return Object.entries(entries).every(([key, entry]) => {
    const { literal } = entry as Parts;
    return literal === undefined || (value as Record<string, unknown> | null)?.[key] === literal;
  });
}

/** A value found, as an error writes it. */
function show(value: unknown): string {
  if (value === undefined) return "missing";
  const written = typeof value === "function"
    ? "a function"
    : typeof value === "number" || typeof value === "bigint"
    ? String(value)
    : JSON.stringify(value) ?? String(value);
  return written.length > 60 ? `${written.slice(0, 57)}...` : written;
}
