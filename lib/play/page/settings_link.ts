// Links that carry settings: the training that they start from, and what is other than there.

import { didYouMean } from "../../system/did_you_mean.ts";
import { checkSettings, isSame, type Settings } from "./settings.ts";

/** Published settings, by the names of their records. */
export type Published = ReadonlyMap<string, Settings>;

/** The field of a link that names the training it starts from. */
const FROM = "from";
const TO = "follow the link";

/**
 * The end of an address that carries settings, with the path of each that is other than published:
 * `#from=02-softmax-and-cross-entropy&network[0].units=30&learningRate=0.1`.
 *
 * @param settings What it carries.
 * @param options `from`: the name of the published settings that it starts from.
 */
export function settingsLink(
  settings: Settings,
  { published, from }: { published: Published; from: string },
): string {
  const changes = changesOf(settings, { start: published.get(from), path: "" });
  const parts = [[FROM, from] as const, ...changes];
  return `#${parts.map(([path, value]) => `${path}=${encode(value)}`).join("&")}`;
}

function changesOf(
  value: unknown,
  { start, path }: { start: unknown; path: string },
): (readonly [path: string, text: string])[] {
  if (isSame(value, start)) return [];
  if (!isAlike(value, start)) return [[path, value === undefined ? "" : JSON.stringify(value)]];
  const [fields, before] = [value as Fields, start as Fields];
  return [...new Set([...Object.keys(before), ...Object.keys(fields)])].flatMap((key) =>
    changesOf(fields[key], {
      start: before[key],
      path: Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`,
    })
  );
}

type Fields = { [key: string]: unknown };

/** Whether two values differ in their fields alone: lists of one length, or objects of one kind. */
function isAlike(value: unknown, start: unknown): boolean {
  if (typeof value !== "object" || typeof start !== "object" || !value || !start) return false;
  if (Array.isArray(value)) return Array.isArray(start) && value.length === start.length;
  return (value as Fields).type === (start as Fields).type;
}

/**
 * The settings that a link carries.
 *
 * @param hash The end of an address, from its `#`.
 * @returns With the name of the published settings that it starts from.
 * @throws {TypeError} If it names nothing that is published, a part of it cannot be read, or a setting is
 * unknown or not what it must be.
 */
export function settingsOfLink(
  hash: string,
  published: Published,
): { readonly from: string; readonly settings: Settings } {
  const parts = hash.replace(/^#/, "").split("&").filter((part) => part !== "").map(readPart);
  const names = [...published.keys()];
  const from = parts.find(([path]) => path === FROM)?.[1] ?? names[0];
  const start = published.get(from);
  if (start === undefined) {
    throw new TypeError(
      `Cannot ${TO}: ${FROM} is ${JSON.stringify(from)} but must be one of ${names.join(", ")}` +
        didYouMean(from, names),
    );
  }
  const settings: Fields = { ...structuredClone(start) };
  for (const [path, text] of parts) {
    if (path !== FROM) setAt(settings, { path, value: readValue(text) });
  }
  return { from, settings: checkSettings(withoutGaps(settings), { to: TO }) };
}

function setAt(settings: Fields, { path, value }: { path: string; value: unknown }): void {
  const keys = path.match(/[^.[\]]+/g) ?? [path];
  let parent = settings;
  for (const key of keys.slice(0, -1)) {
    const inner = Object.hasOwn(parent, key) ? parent[key] : undefined;
    if (typeof inner !== "object" || inner === null) {
      throw new TypeError(
        `Cannot ${TO}: ${path} leads nowhere, for there is no ${key} with fields`,
      );
    }
    parent = inner as Fields;
  }
  const key = keys[keys.length - 1];
  if (Array.isArray(parent) && !Object.keys(parent).includes(key)) {
    throw new TypeError(`Cannot ${TO}: ${path} leads nowhere, for the list has ${parent.length}`);
  }
  // Whatever it is called, it becomes a field.
  Object.defineProperty(parent, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** What has no value is left out, as in a recipe. */
function withoutGaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(withoutGaps);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, withoutGaps(inner)]),
  );
}

function readPart(part: string): readonly [name: string, value: string] {
  const [name, ...value] = part.split("=");
  try {
    return [decodeURIComponent(name), decodeURIComponent(value.join("="))];
  } catch {
    throw new TypeError(
      `Cannot ${TO}: what follows a percent sign in "${part}" is no letter; write %25 for the sign itself`,
    );
  }
}

/** A name may stand without quotes. */
function readValue(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** As few escapes as an address needs, so that one can read it. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /%(?:2C|3A|5B|5D|7B|7D)/g,
    (escaped) => decodeURIComponent(escaped),
  );
}
