// What the fields of records may hold, and the check of an object against its fields.

/** Checks that a value found in a field is what the field holds; `wanted` says it in words. */
export interface Field {
  readonly wanted: string;
  readonly optional?: boolean;
  fits(value: unknown): boolean;
}

export const text: Field = {
  wanted: "a text that is not empty",
  fits: (value) => typeof value === "string" && value !== "",
};
export const fraction: Field = {
  wanted: "a number from 0 to 1",
  fits: (value) => typeof value === "number" && value >= 0 && value <= 1,
};
export const amount: Field = {
  wanted: "a number of at least 0",
  fits: (value) => typeof value === "number" && value >= 0 && value < Infinity,
};
export const whole: Field = {
  wanted: "a whole number of at least 0",
  fits: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};
export const anything: Field = { wanted: "a value", fits: (value) => value !== undefined };
export const object: Field = {
  wanted: "an object",
  fits: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};

export function orNull(field: Field): Field {
  return {
    wanted: `${field.wanted}, or null`,
    fits: (value) => value === null || field.fits(value),
  };
}

/** An object's fields by name. */
export type Fields = { readonly [name: string]: Field };

/**
 * Checks that a value is an object with these fields and no other.
 *
 * @param value What was found.
 * @param fields What it may have.
 * @param options `to`: what is being done, for the error; `at`: where the object stands in the record,
 * such as "document.".
 * @throws {TypeError} If it is not: the error names the field, what was found and what is wanted.
 */
export function checkFields(
  value: unknown,
  fields: Fields,
  { to, at }: { to: string; at: string },
): void {
  if (!object.fits(value)) {
    const place = at === "" ? "the record" : at.slice(0, -1);
    throw new TypeError(`Cannot ${to}: ${place} is ${show(value)} but must be an object`);
  }
  const found = value as { [name: string]: unknown };
  for (const [name, field] of Object.entries(fields)) {
    if (field.optional && found[name] === undefined) continue;
    if (!field.fits(found[name])) {
      throw new TypeError(
        `Cannot ${to}: ${at}${name} is ${show(found[name])} but must be ${field.wanted}`,
      );
    }
  }
  for (const name of Object.keys(found)) {
    if (name in fields) continue;
    throw new TypeError(
      `Cannot ${to}: found the unknown field ${at}${name}, known are ` +
        Object.keys(fields).join(", "),
    );
  }
}

function show(value: unknown): string {
  if (value === undefined) return "missing";
  const written = typeof value === "number" ? String(value) : JSON.stringify(value);
  return written.length > 60 ? written.slice(0, 57) + "..." : written;
}
