// Links that carry settings: the training that they start from, and what is other than there.

import { didYouMean } from "../../system/did_you_mean.ts";
import { checkSettings, isSame, type Settings } from "./settings.ts";

/** Published settings, by the names of their records. */
export type Published = ReadonlyMap<string, Settings>;

/** The field of a link that names the training it starts from. */
const FROM = "from";
const TO = "follow the link";

/**
 * The end of an address that carries settings: `#from=02-softmax-and-cross-entropy&learningRate=0.1`.
 *
 * @param settings What it carries.
 * @param options `from`: the name of the published settings that it starts from.
 */
export function settingsLink(
  settings: Settings,
  { published, from }: { published: Published; from: string },
): string {
  const start: Partial<Settings> = published.get(from) ?? {};
  const names = new Set([...Object.keys(start), ...Object.keys(settings)]) as Set<keyof Settings>;
  const changes = [...names].filter((name) => !isSame(settings[name], start[name]))
    .map((name) => [name, settings[name] === undefined ? "" : JSON.stringify(settings[name])]);
  return `#${
    [[FROM, from], ...changes].map(([name, value]) => `${name}=${encode(value)}`).join("&")
  }`;
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
  const parts = new Map(hash.replace(/^#/, "").split("&").map(readPart));
  const names = [...published.keys()];
  const from = parts.get(FROM) ?? names[0];
  const start = published.get(from);
  if (start === undefined) {
    throw new TypeError(
      `Cannot ${TO}: ${FROM} is ${JSON.stringify(from)} but must be one of ${names.join(", ")}` +
        didYouMean(from, names),
    );
  }
  parts.delete(FROM);
  const changes = [...parts].map(([name, text]) => [name, readValue(text)]);
  // What has no value is left out, as in a recipe.
  const settings = Object.entries({ ...start, ...Object.fromEntries(changes) })
    .filter(([, value]) => value !== undefined);
  return { from, settings: checkSettings(Object.fromEntries(settings), { to: TO }) };
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
