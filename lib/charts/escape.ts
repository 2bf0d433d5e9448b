// Text inside markup: what would be read as markup is escaped, so that it is shown as it was given.

import { escape } from "@std/html/entities";

/** Code units that XML 1.0 (section 2.2) forbids, such as control characters and lone surrogates. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * Replaces what may stand in no XML document, neither as itself nor escaped, by the sign for an unknown
 * character.
 */
export function toXmlCharacters(text: string): string {
  return text.replaceAll(FORBIDDEN, "\uFFFD");
}

/**
 * Text as it must stand in SVG and HTML, between tags and in attributes.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { escapeXml } from "./escape.ts";
 *
 * assertEquals(escapeXml('"a" < b\u0007'), "&quot;a&quot; &lt; b\uFFFD");
 * ```
 */
export function escapeXml(text: string): string {
  return escape(toXmlCharacters(text));
}

/**
 * What Markdown could take for markup: a tag, an entity, an address, and its own signs, of which "_" is none
 * inside a word.
 */
const MARKUP =
  /[\\`*[\]$~|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[a-z/!?])|&(?=#?\w)|:(?=\/\/)/giu;

/**
 * Text as it must stand in a line of Markdown.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { escapeMarkdown } from "./escape.ts";
 *
 * assertEquals(escapeMarkdown("_a_b | <i> and p < 0.05"), "\\_a_b \\| \\<i> and p < 0.05");
 * ```
 */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(MARKUP, "\\$&");
}
