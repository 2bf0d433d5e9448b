// What is wrong with a value, in words: the field, what was found there and what is wanted.

import * as v from "valibot";
import { didYouMean } from "./did_you_mean.ts";

type Issue = v.BaseIssue<unknown>;
type Schema = v.GenericSchema<unknown>;
type Path = readonly v.IssuePathItem[];

/** Of a value that could be one of several things, the complaint of the one that it is most like. */
function deepest(issue: Issue): Issue {
  const path = issue.path ?? [];
  return (issue.issues ?? []).map(deepest).reduce(
    (best, inner) => {
      // Complaints inside speak of the value alone, and not of where it was found.
      const innerPath = [...path, ...inner.path ?? []] as unknown as typeof issue.path;
      return innerPath!.length > (best.path?.length ?? 0) ? { ...inner, path: innerPath } : best;
    },
    issue,
  );
}

/**
 * Says what is wrong with a value.
 *
 * @param found What valibot complains of.
 * @param options The schema and the value; `name` is what the value is called where all of it is wrong.
 */
export function describeIssue(
  found: Issue,
  { schema, value, name }: { schema: Schema; value: unknown; name: string },
): string {
  const issue = deepest(found);
  const path: Path = issue.path ?? [];
  const last = path.at(-1);
  if (last === undefined) return describeValue(issue.input, { name, wanted: wantedBy(issue) });
  const key = String(last.key);
  const entries = entriesAt(schema, path.slice(0, -1), value);
  const known = Object.keys(entries);
  const unknown = issue.expected === "never"
    ? key
    : issue.input === undefined
    ? otherNameOf(key, { found: last.input, known })
    : undefined;
  if (unknown !== undefined) {
    const named = fieldAt([...path.slice(0, -1), { key: unknown }]);
    return `found the unknown ${named}, known are ${known.join(", ")}${didYouMean(unknown, known)}`;
  }
  // Of a key that is not there the issue knows no more; its own schema says what it must be.
  const isKey = issue.type.endsWith("object") && last.origin === "key";
  const [missing = issue] = isKey && entries[key] !== undefined
    ? v.safeParse(entries[key], undefined).issues ?? []
    : [];
  return describeValue(issue.input, { name: fieldAt(path), wanted: wantedBy(missing) });
}

function describeValue(
  value: unknown,
  { name, wanted }: { name: string; wanted: string },
): string {
  const word = typeof value === "string" ? value : typeof value === "function" ? value.name : "";
  return `${name} is ${show(value)} but must be ${wanted}${didYouMean(word, choicesIn(wanted))}`;
}

/** The unknown field under which a missing one was given, if it looks like that. */
function otherNameOf(
  key: string,
  { found, known }: { found: unknown; known: readonly string[] },
): string | undefined {
  return Object.keys(found ?? {}).find((name) =>
    !known.includes(name) && didYouMean(name, [key]) !== ""
  );
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

/** What may be chosen, in quotes or called: `"dense"` or `dense()`. */
function choicesIn(words: string): string[] {
  return [...quotedIn(words), ...words.match(/\w+\(\)/g) ?? []];
}

/** `runs[2].seed` */
function fieldAt(path: readonly Pick<v.IssuePathItem, "key">[]): string {
  return path.map(({ key }, i) =>
    typeof key === "number" ? `[${key}]` : `${i === 0 ? "" : "."}${key}`
  ).join("");
}

/** The parts of valibot's schemas that lead to the schema of a field. */
interface Parts {
  readonly entries?: Entries;
  readonly item?: Schema;
  readonly value?: Schema;
  readonly wrapped?: Schema;
  readonly options?: readonly Schema[];
  readonly literal?: unknown;
}

type Entries = { readonly [key: string]: Schema };

/** The fields that the object at a path of a value may have. */
function entriesAt(schema: Schema, path: Path, value: unknown): Entries {
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
function isMeant(schema: Schema, value: unknown): boolean {
  const { entries = {} } = schema as Parts;
  return Object.entries(entries).every(([key, entry]) => {
    const { literal } = entry as Parts;
    return literal === undefined || (value as Record<string, unknown> | null)?.[key] === literal;
  });
}

/** A value found, as an error writes it. */
function show(value: unknown): string {
  if (value === undefined) return "missing";
  const written = write(value);
  return written.length > 60 ? `${written.slice(0, 57)}...` : written;
}

function write(value: unknown): string {
  if (typeof value === "function") return `the function ${value.name || "without a name"}`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  const prototype = Object.getPrototypeOf(value);
  if (![Object.prototype, Array.prototype, null].includes(prototype)) {
    return `of class ${prototype.constructor?.name}`;
  }
  try {
    return JSON.stringify(value);
  } catch {
    // It holds itself, or what JSON has no words for.
    return "an object";
  }
}
