// JSON in which numbers that are not finite survive.

const SPECIAL: Readonly<Record<string, number>> = { NaN, Infinity, "-Infinity": -Infinity };

/** The text of a value, in which NaN and Infinity are the words for them. */
export function toJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_, part) => typeof part === "number" && !Number.isFinite(part) ? `${part}` : part,
  );
}

/**
 * The value of such a text.
 *
 * @throws {SyntaxError} If it is no JSON.
 */
export function fromJson(text: string): unknown {
  return JSON.parse(
    text,
    (_, part) => typeof part === "string" && Object.hasOwn(SPECIAL, part) ? SPECIAL[part] : part,
  );
}
