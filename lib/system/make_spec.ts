// What a cell calls to choose a layer, an optimizer or a schedule: defaults, options, and a check of both.

import * as v from "valibot";
import { checkSchema, type FieldSchemas, objectOfType } from "./schema.ts";

/**
 * Puts a spec together, which is plain data.
 *
 * @param defaults What is not optional, and what holds where an option is left out, in the order in which
 * the spec is printed and stored.
 * @param given `options`: what the caller gave; `fields`: what each field must be; `to`: what is being
 * done, for the error: "make the optimizer adam".
 * @throws {RangeError} If a field is missing, unknown or not what it must be: the error names it.
 */
export function makeSpec<Spec extends { readonly type: string }>(
  defaults: Partial<Spec> & Pick<Spec, "type">,
  { options, fields, to }: { options: object; fields: FieldSchemas<Spec>; to: string },
): Spec {
  checkSchema(anOptionsObject, options, { to, name: "the argument", ErrorType: RangeError });
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return checkSchema(objectOfType(defaults.type, fields), {
    ...defaults,
    ...Object.fromEntries(given),
  }, { to, ErrorType: RangeError });
}

const anOptionsObject = v.looseObject({}, "an object of options by name");
