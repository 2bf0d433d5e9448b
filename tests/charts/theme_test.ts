// Colors that can be read, on a light page as on a dark one.

import { assert } from "@std/assert";
import { highlight, INK, MUTED_TEXT, palette, reference, series } from "../../lib/charts/theme.ts";

/** The pages of GitHub, VS Code, JupyterLab and the report. */
const light = "#ffffff";
const dark = ["#0d1117", "#1f1f1f", "#111111", "#16181d"];

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16) / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(first: string, second: string): number {
  const [low, high] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const colors = [...palette, series, reference, highlight];

Deno.test("text can be read on white and on dark pages", () => {
  for (const text of [INK, MUTED_TEXT, ...colors.map(({ text }) => text)]) {
    // No grey has 4.5 on both: 4.35 is the most that white and the darkest of these leave.
    assert(contrast(text, light) >= 3.85, `${text} on white`);
    for (const page of dark) assert(contrast(text, page) >= 3.5, `${text} on ${page}`);
  }
});

Deno.test("lines and areas can be seen on white and on dark pages", () => {
  for (const { fill } of colors) {
    for (const page of [light, ...dark]) assert(contrast(fill, page) >= 3, `${fill} on ${page}`);
  }
});
