// A field for what has kinds, such as an optimizer: which kind, and the settings of that kind.

import { element } from "../../system/element.ts";
import type { Schema } from "../../system/schema.ts";
import { type Field, inWords, labelled, numberField, yesNoField } from "./fields.ts";

/** A value that a `type` tells from others. */
export interface Spec {
  readonly type: string;
}

/** All kinds there are: what each begins with, and what its fields must be. */
export interface SpecKinds {
  readonly first: Readonly<Record<string, Spec>>;
  readonly kinds: Readonly<Record<string, { readonly fields: Readonly<Record<string, unknown>> }>>;
  /** The kinds of what stands inside, such as the first weights in a layer. */
  readonly inner?: SpecKinds;
}

/** A field for a spec. */
export function specField(label: string, { first, kinds, inner }: SpecKinds): Field {
  const types = Object.keys(first);
  const select = element("select", {
    children: types.map((type) => element("option", { value: type, children: [inWords(type)] })),
  });
  const settings = element("div", { class: "group" });
  let fields: readonly (readonly [name: string, field: Field])[] = [];

  const choose = (spec: Spec) => {
    select.selectedIndex = types.indexOf(spec.type);
    const schemas = kinds[spec.type].fields as Readonly<Record<string, Schema<unknown>>>;
    fields = Object.entries(schemas).map(([name, schema]) => {
      const value: unknown = (spec as unknown as Record<string, unknown>)[name];
      const field = fieldFor(value, { label: inWords(name), schema, inner });
      field.write(value);
      return [name, field];
    });
    settings.replaceChildren(...fields.map(([, { element }]) => element));
  };
  select.addEventListener("change", () => choose(first[select.value]));
  return {
    element: element("div", {
      class: "spec",
      role: "group",
      "aria-label": label,
      children: [labelled(label, select), settings],
    }),
    read: () => ({
      type: select.value,
      ...Object.fromEntries(fields.map(([name, field]) => [name, field.read()])),
    }),
    write: (value) => choose(value as Spec),
  };
}

function fieldFor(
  value: unknown,
  { label, schema, inner }: { label: string; schema: Schema<unknown>; inner?: SpecKinds },
): Field {
  if (typeof value === "object" && inner !== undefined) return specField(label, inner);
  return typeof value === "boolean" ? yesNoField({ label }) : numberField({ label, schema });
}
