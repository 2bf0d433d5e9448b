// Colors that can be read.

import { assert } from "@std/assert";
import { BACKGROUND, highlight, palette, reference, series } from "../../lib/charts/theme.ts";

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16) / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

Deno.test("the colors of text can be read on white", () => {
  for (const { text } of [...palette, series, reference, highlight]) {
    const contrast = (luminance(BACKGROUND) + 0.05) / (luminance(text) + 0.05);
    assert(contrast >= 4.5, `${text} has contrast ${contrast}`);
  }
});
