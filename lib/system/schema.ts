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

/** A finite number of at least 0. */
export const amount: Schema<number> = numberWhere(
  "a number of at least 0",
  (value) => value >= 0 && value < Infinity,
);

/** An integer of at least 0. */
export const count: Schema<number> = integerFrom(0);

/** A number greater than 0. */
export const positive: Schema<number> = numberWhere(
  "a number greater than 0",
  (value) => value > 0 && value < Infinity,
);

/** An integer, which may be less than 0. */
export const integer: Schema<number> = numberWhere("an integer", Number.isSafeInteger);

/** A number from 0, included, to 1, excluded. */
export const belowOne: Schema<number> = numberWhere(
  "a number of at least 0 and less than 1",
  (value) => value >= 0 && value < 1,
);

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

/** A schema for each field of a `T`, but for the `type` that tells it from others. */
export type FieldSchemas<T> = { readonly [Name in Exclude<keyof T, "type">]-?: Schema<T[Name]> };

/** An object of a certain `type` that has these other fields and no more. */
export function objectOfType<T extends { readonly type: string }>(
  type: T["type"],
  fields: FieldSchemas<T>,
): Schema<T> {
  return v.strictObject({ type: v.literal(type), ...fields }) as unknown as Schema<T>;
}

/** The registry of all kinds of objects that a `type` tells apart. */
export type Kinds<T extends { readonly type: string }> = Readonly<
  Record<T["type"], { readonly fields: Readonly<Record<string, Schema<unknown>>> }>
>;

/**
 * An object of one of several types.
 *
 * @param kinds For each `type` the schemas of the other fields.
 * @param options `wanted`: what it must be, where it is no object at all: "a layer such as relu()".
 */
export function oneOfTypes<T extends { readonly type: string }>(
  kinds: Kinds<T>,
  { wanted }: { wanted: string },
): Schema<T> {
  const schemas = Object.entries<Kinds<T>[T["type"]]>(kinds)
    .map(([type, { fields }]) => v.strictObject({ type: v.literal(type), ...fields }));
  return v.variant(
    "type",
    schemas,
    ({ expected, message }) => expected === "Object" ? wanted : message,
  ) as unknown as Schema<T>;
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
  throw new ErrorType(`Cannot ${to}: ${describeIssue(issues[0], { schema, value, name })}`);
}
