// Colors code at build time: every token gets a class that the style sheet knows.

import highlighter from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import { escapeXml } from "../charts/escape.ts";

const languages = { bash, json, python, typescript };
for (const [name, language] of Object.entries(languages)) {
  highlighter.registerLanguage(name, language);
}

/**
 * Marks the tokens of code.
 *
 * @param code The code.
 * @param language A language by any of its usual names; code in another one stays as it is.
 * @returns The code as HTML, with tokens in `<span class="hljs-...">`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { highlight } from "./highlight.ts";
 *
 * assertEquals(highlight("1 < 2", "ts"), '<span class="hljs-number">1</span> &lt; <span class="hljs-number">2</span>');
 * assertEquals(highlight("1 < 2", "cobol"), "1 &lt; 2");
 * ```
 */
export function highlight(code: string, language: string): string {
  return highlighter.getLanguage(language)
    ? highlighter.highlight(code, { language }).value
    : escapeXml(code);
}
