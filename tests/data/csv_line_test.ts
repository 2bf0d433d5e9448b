// The lines of a CSV file, and the numbers in one.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { linesOf, parseLine, wrongColumns } from "../../lib/data/csv_line.ts";

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("linesOf finds the lines that are not empty, whatever ends them, with their numbers", () => {
  const line = fc.constantFrom("", "1", "2,3", "x");
  fc.assert(fc.property(
    fc.array(line),
    fc.constantFrom("\n", "\r\n"),
    fc.constantFrom("", "\ufeff"),
    (lines, newline, mark) => {
      const found = [...linesOf(encode(mark + lines.join(newline)))];
      assertEquals(
        found.map(({ content, number }) => [number, new TextDecoder().decode(content)]),
        lines.map((text, i) => [i + 1, text] as const).filter(([, text]) => text !== ""),
      );
    },
  ));
});

Deno.test("parseLine reads as many numbers as there is room for, and no other line", () => {
  const values = new Uint8Array(3);
  const layout = { values, label: 2, classes: 10 };
  assertEquals(parseLine(encode("0,255,9"), layout), undefined);
  assertEquals([...values], [0, 255, 9]);
  assertEquals(parseLine(encode("000255,007,9"), layout), undefined);
  const wrong: [string, string][] = [
    ["0,256,9", ', column 2 holds "256" but a pixel must be an integer from 0 to 255'],
    ["0,255,10", ', column 3 holds "10" but a label must be an integer from 0 to 9'],
    ["0,,9", ', column 2 holds "" but a pixel'],
    [`0,${"1".repeat(1000)},9`, `, column 2 holds "${"1".repeat(20)}" but a pixel`],
    [`0,${"0".repeat(1000)},9`, `, column 2 holds "${"0".repeat(20)}" but a pixel`],
    ["0,1", " has 2 columns but 3 are needed, the label and 2 pixels; are the labels missing?"],
    ["0,1,2,3", " has 4 columns but 3 are needed, the label and 2 pixels"],
  ];
  for (const [line, problem] of wrong) {
    assertEquals(parseLine(encode(line), layout)?.slice(0, problem.length), problem);
  }
});

Deno.test("wrongColumns knows other separators than commas", () => {
  const advice = "; are its columns separated by something else than commas?";
  assertEquals(wrongColumns(encode("1,2,3"), 3), undefined);
  for (const line of ["1;2;3", "1\t2\t3"]) {
    assertEquals(wrongColumns(encode(line), 3)?.endsWith(advice), true);
  }
  assertEquals(wrongColumns(encode("123"), 3)?.endsWith(advice), false);
});
