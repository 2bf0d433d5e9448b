// Is a value what it should be? Schemas of stored shapes and settings, and errors that name the field.

import * as v from "valibot";
import { describeIssue } from "./describe_issue.ts";

export { didYouMean } from "./did_you_mean.ts";

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

/** A number from 0, included, to 1, excluded: a part that never is the whole. */
export const belowOne: Schema<number> = numberWhere(
  "a number of at least 0 and less than 1",
  (value) => value >= 0 && value < 1,
);

/** A finite number greater than 0. */
export const positive: Schema<number> = numberWhere(
  "a number greater than 0",
  (value) => value > 0 && value < Infinity,
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
 * An object of one of several kinds, which its `type` tells apart.
 *
 * @param schemas What each kind must be, by its type: objects that say it.
 * @param wanted What the error asks for where no such object is found: "an optimizer: sgd() or adam()".
 */
export function kinds<T>(
  schemas: { readonly [type: string]: Schema<T> },
  { wanted }: { wanted: string },
): Schema<T> {
  const types = Object.keys(schemas).map((type) => `"${type}"`).join(", ");
  return v.variant(
    "type",
    Object.values(schemas) as unknown as [KindSchema<T>],
    ({ expected }) => expected === "Object" ? wanted : `one of ${types}`,
  );
}

type KindSchema<T> =
  & v.StrictObjectSchema<{ type: v.LiteralSchema<string, undefined> }, undefined>
  & Schema<T>;

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
  throw new ErrorType(`Cannot ${to}: ${describeIssue(issues[0], { schema, value, name })}`);
}
