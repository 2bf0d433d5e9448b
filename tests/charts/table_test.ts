// Tables in every medium.

import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { percent } from "../../lib/charts/format.ts";
import { table } from "../../lib/charts/table.ts";

const rows = [
  { name: "a | b", accuracy: 0.5, seeds: 5 },
  { name: "<b> & c", accuracy: null, seeds: 12 },
];

Deno.test("table writes Markdown with figures at the right and markup escaped", () => {
  assertEquals(
    table(rows, { format: { accuracy: percent } }).media["text/markdown"],
    "| name | accuracy | seeds |\n| --- | ---: | ---: |\n" +
      "| a \\| b | 50.00 % | 5 |\n| \\<b> & c | – | 12 |\n",
  );
});

Deno.test("table writes HTML that is escaped and has no style", () => {
  const source = table(rows).media["text/html"];
  assertStringIncludes(source, '<td align="left">&lt;b&gt; &amp; c</td>');
  assertEquals(source.match(/<tr>/g)?.length, 3);
  assertEquals(source.includes("style"), false);
});

Deno.test("table writes plain text in columns", () => {
  assertEquals(
    table(rows).toString(),
    "name     accuracy  seeds\n-------  --------  -----\n" +
      "a | b         0.5      5\n<b> & c         –     12",
  );
});

Deno.test("table links cells to addresses, and to no script", () => {
  const link = (address: string) => table([{ name: { text: "5 <CNN>", address } }]).media;
  const { "text/html": html, "text/markdown": markdown, "text/plain": plain } = link("a (b).ipynb");
  assertStringIncludes(html, '<a href="a%20%28b%29.ipynb">5 &lt;CNN&gt;</a>');
  assertStringIncludes(markdown, "[5 \\<CNN>](a%20%28b%29.ipynb)");
  assertStringIncludes(plain, "5 <CNN>");
  assertStringIncludes(link("https://deno.com/")["text/html"], 'href="https://deno.com/"');
  for (const address of ["javascript:alert(1)", "data:text/html,", " vbscript:a"]) {
    assertThrows(() => link(address), TypeError, `found a link to ${address}`);
  }
});

Deno.test("table takes its columns from the rows alone", () => {
  const media = table([{ constructor: 1, a: 2 }, { a: 3 } as never], { format: {} }).media;
  assertStringIncludes(media["text/markdown"], "| 1 | 2 |\n| – | 3 |");
});

Deno.test("table refuses to be empty", () => {
  assertThrows(() => table([]), RangeError, "found no row");
});

Deno.test("table stands figures at the right, also those that are texts, and writes a minus sign", () => {
  const rows = [
    { percent: "97.90 % ± 0.06", p: "< 0.001", points: "+0.23 points", range: "1 to 2", sum: -1 },
    { percent: "–", p: "0.063", points: "", range: "3 to 4", sum: 2 },
  ];
  const [, rule, first] = table(rows).media["text/markdown"].split("\n");
  assertEquals(rule, "| ---: | ---: | ---: | --- | ---: |");
  assertStringIncludes(first, "| −1 |");
});

Deno.test("a table writes a minus before numbers, also as texts, and no minus into names", () => {
  const { media } = table([{ network: "784-10", by: "-", change: "-0.40", step: -1 }], {
    note: "a < b",
  });
  assertEquals(media["text/markdown"].split("\n").slice(2), [
    "| 784-10 | - | −0.40 | −1 |",
    "",
    "a < b",
    "",
  ]);
  assertEquals(media["text/html"].split("</table>")[1], "\n<p>a &lt; b</p>");
  assertEquals(media["text/plain"].split("\n").at(-1), "a < b");
});
