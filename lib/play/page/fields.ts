// The fields of a form: each has its label, reads what the reader set, and says whether it can be.

import * as v from "valibot";
import { element } from "../../system/element.ts";
import type { Schema } from "../../system/schema.ts";

/** A part of a form that holds a value. */
export interface Field {
  readonly element: HTMLElement;
  /** What the reader set, which need not be what it must be. */
  read(): unknown;
  write(value: unknown): void;
}

/** What a field is called, and what must be in it. */
export interface FieldOptions {
  readonly label: string;
  readonly schema: Schema<unknown>;
}

/** The name of a setting in words: `learningRate` as "learning rate". */
export function inWords(name: string): string {
  return name.replaceAll(/[A-Z]|2d/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A number; an empty field leaves it out. */
export function numberField({ label, schema }: FieldOptions): Field {
  const input = element("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    title: wantedBy(schema),
  });
  const field: Field = {
    element: labelled(label, input),
    read() {
      const text = input.value.trim();
      const number = Number(text);
      return text === "" ? undefined : Number.isNaN(number) ? text : number;
    },
    write(value) {
      input.value = value === undefined ? "" : `${value}`;
      mark();
    },
  };
  const mark = () =>
    input.setAttribute("aria-invalid", `${!v.safeParse(schema, field.read()).success}`);
  input.addEventListener("input", mark);
  return field;
}

/** Yes or no. */
export function yesNoField({ label }: { label: string }): Field {
  const input = element("input", { type: "checkbox" });
  return {
    element: labelled(label, input),
    read: () => input.checked,
    write(value) {
      input.checked = value === true;
    },
  };
}

/** One of a few values, by their names. */
export function choiceField(
  label: string,
  choices: readonly (readonly [name: string, value: unknown])[],
): Field {
  const values = choices.map(([, value]) => value);
  const select = element("select", {
    children: choices.map(([name], i) => element("option", { value: i, children: [name] })),
  });
  const find = (value: unknown) =>
    values.findIndex((other) => JSON.stringify(other) === JSON.stringify(value));
  return {
    element: labelled(label, select),
    read: () => values[select.selectedIndex],
    write(value) {
      if (find(value) === -1) {
        select.append(element("option", { children: [JSON.stringify(value)] }));
        values.push(value);
      }
      select.selectedIndex = find(value);
    },
  };
}

/** Several fields as one: an object of what is in them, or nothing if they are all empty. */
export function groupField(fields: Readonly<Record<string, Field>>): Field {
  const entries = Object.entries(fields);
  return {
    element: element("div", {
      class: "group",
      children: entries.map(([, { element }]) => element),
    }),
    read() {
      const found = entries.map(([name, field]) => [name, field.read()])
        .filter(([, value]) => value !== undefined);
      return found.length === 0 ? undefined : Object.fromEntries(found);
    },
    write(value) {
      for (const [name, field] of entries) {
        field.write((value as Record<string, unknown> | undefined)?.[name]);
      }
    },
  };
}

/** A control with its label around it. */
export function labelled(label: string, control: HTMLElement): HTMLElement {
  return element("label", { class: "field", children: [`${label} `, control] });
}

/** What a schema wants, in its own words. */
function wantedBy(schema: Schema<unknown>): string {
  return v.safeParse(schema, "").issues?.[0].message ?? "";
}
