// Numbers that can be drawn, and labels that fit.

import { assertEquals, assertThrows } from "@std/assert";
import { assertDomain, assertDrawable, fitText, isDrawable } from "../../lib/charts/drawable.ts";
import { textWidth } from "../../lib/charts/theme.ts";

Deno.test("isDrawable takes 0 and what is neither too small nor too large", () => {
  assertEquals([0, -0, 1, -1e100, 1e-100].map(isDrawable), [true, true, true, true, true]);
  assertEquals([NaN, Infinity, -Infinity, 1e101, 5e-324].map(isDrawable), Array(5).fill(false));
});

Deno.test("assertDrawable names the figure", () => {
  assertDrawable([["a", 1]], { to: "draw" });
  assertThrows(
    () => assertDrawable([["a", 1], ["b", NaN]], { to: "draw" }),
    RangeError,
    "Cannot draw: b is NaN but must be 0, or from 1e-100 to 1e+100 in size",
  );
});

Deno.test("assertDomain takes a range, and on a logarithmic axis one above 0", () => {
  for (const domain of [undefined, [0, 1], [1, 1], [-2, -1]] as const) {
    assertDomain(domain, { to: "draw" });
  }
  for (const domain of [[1, 0], [NaN, 1], [0, Infinity]] as const) {
    assertThrows(() => assertDomain(domain, { to: "draw" }), RangeError, "Cannot draw: the domain");
  }
  assertDomain([0.1, 1], { to: "draw", log: true });
  assertThrows(() => assertDomain([0, 1], { to: "draw", log: true }), RangeError, "greater than 0");
});

Deno.test("fitText cuts a text where its room ends, between letters", () => {
  assertEquals(fitText("a network", 100), "a network");
  const cut = fitText("😀".repeat(99), 100);
  assertEquals(cut, `${"😀".repeat(6)}…`);
  assertEquals(textWidth(cut) <= 100, true);
  assertEquals(fitText("a network", 1), "…");
});
