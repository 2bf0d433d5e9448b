// HTML inside Markdown: formatting is kept, and everything that could do more is shown as text.

import { escapeXml } from "../charts/escape.ts";

/** A comment, which is not shown; or a tag, or the beginning of either. */
const MARKUP = /<!--[\s\S]*?(?:-->|$)|<[^>]*>?/g;

/** A tag of an element that only formats, without attributes. */
const FORMATTING =
  /^<\/?(?:b|br|details|em|i|kbd|mark|s|small|strong|sub|summary|sup|u|var)\s*\/?>$/i;

/**
 * HTML of a text, made harmless: GitHub and Jupyter do the same. What a cell puts out is another thing, and
 * may run scripts.
 *
 * @param html What stands in the Markdown: text, tags and comments.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { sanitizeHtml } from "./raw_html.ts";
 *
 * assertEquals(sanitizeHtml("<!-- note --><sub>2</sub> &amp; <script>"), "<sub>2</sub> &amp; &lt;script&gt;");
 * ```
 */
export function sanitizeHtml(html: string): string {
  return html.replaceAll(MARKUP, (markup) => {
    if (markup.startsWith("<!--")) return "";
    return FORMATTING.test(markup) ? markup : escapeXml(markup);
  });
}
