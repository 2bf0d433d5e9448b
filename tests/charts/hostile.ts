// Values that a chart or table was not made for: every odd number, and texts full of markup.

import fc from "fast-check";

/** Numbers, some of which cannot be drawn. */
export const anyNumber: fc.Arbitrary<number> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 5000 }) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, -0, -5, 1e300, 5e-324) },
  { weight: 1, arbitrary: fc.double() },
);

/** Signs that mean something in XML, in Markdown or in both, and some that XML forbids. */
const signs = [..."<>&'\"|\\*_`[]()!$~#:/@%=;- ab1\u00a0\t\n\r\u0000\u000b\u001f\u2028\ufffe"];

/** Texts, many of which look like markup. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: fc.oneof(fc.constantFrom(...signs, "\ud800", "\udfff")) }),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "&lt;",
    "&#0;",
    "&nbsp;",
    "https://example.com/a_b",
    "<https://example.com>",
    "```",
    "constructor",
    "__proto__",
    "",
    "a".repeat(300),
  ),
);
