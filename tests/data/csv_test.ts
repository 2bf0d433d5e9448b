// Tests of reading CSV files of images.

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseCsv } from "../../lib/data/csv.ts";

/** Reads a text as a file of images of 1x2. */
function parse(text: string) {
  const bytes = new TextEncoder().encode(text);
  return parseCsv(bytes, { name: "tiny.csv", imageShape: [1, 2] });
}

function assertRefused(text: string, message: string): void {
  assertThrows(() => parse(text), SyntaxError, `Cannot read CSV file "tiny.csv": ${message}`);
}

Deno.test("parseCsv reads back any images, with each way to write a file", () => {
  const row = fc.tuple(
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 0, max: 255 }),
    fc.integer({ min: 0, max: 255 }),
  );
  fc.assert(fc.property(
    fc.array(row, { minLength: 1 }),
    fc.constantFrom("", "label,1x1,1x2", "label,0,1", '"label","a","b"', "class,,"),
    fc.constantFrom("\n", "\r\n"),
    fc.boolean(),
    fc.constantFrom("", "\ufeff"),
    (rows, header, newline, ended, mark) => {
      const lines = [...(header === "" ? [] : [header]), ...rows.map((row) => row.join(","))];
      const { images, labels } = parse(mark + lines.join(newline) + (ended ? newline : ""));
      assertEquals([...labels], rows.map(([label]) => label));
      assertEquals([...images], rows.flatMap(([, ...pixels]) => pixels));
    },
  ));
});

Deno.test("parseCsv reads images of 28x28 unless told otherwise", () => {
  const line = [7, ...new Array(784).fill(255)].join(",");
  const { images, labels } = parseCsv(new TextEncoder().encode(line), { name: "x" });
  assertEquals(images, new Uint8Array(784).fill(255));
  assertEquals(labels, new Uint8Array([7]));
});

Deno.test("parseCsv passes over empty lines and still counts them", () => {
  assertEquals(parse("\n1,2,3\n\r\n4,5,6\n\n").labels, new Uint8Array([1, 4]));
  assertRefused("label,a,b\n\n1,2,x\n", 'line 3, column 3 holds "x" but a pixel must be');
});

Deno.test("parseCsv refuses what is no integer", () => {
  for (const value of ["x", "", " 1", "1.0", "-1", "1e2", '"1"', "1 2"]) {
    assertRefused(
      `1,2,3\n4,${value},6\n`,
      `line 2, column 2 holds "${value}" but a pixel must be an integer from 0 to 255`,
    );
  }
});

Deno.test("parseCsv refuses numbers out of range", () => {
  assertRefused(
    "1,2,256",
    'line 1, column 3 holds "256" but a pixel must be an integer from 0 to 255',
  );
  assertRefused("1,2,99999999999999999999999\n", "line 1, column 3");
  assertRefused(
    "10,2,3",
    'line 1, column 1 holds "10" but a label must be an integer from 0 to 9',
  );
});

Deno.test("parseCsv refuses a wrong number of columns", () => {
  const wanted = "3 are needed, the label and 2 pixels";
  assertRefused("1,2,3,4\n", `line 1 has 4 columns but ${wanted}`);
  assertRefused("1,2,3\n1\n", `line 2 has 1 column but ${wanted}`);
  assertRefused("200,210\n", `line 1 has 2 columns but ${wanted}; are the labels missing?`);
  assertRefused("1,2,3,\n", `line 1 has 4 columns but ${wanted}`);
});

Deno.test("parseCsv refuses a file without images", () => {
  for (const text of ["", "\n\n", "label,1x1,1x2\n"]) {
    assertRefused(text, "it has no line with an image, which is a label and 2 pixels");
  }
});

Deno.test("parseCsv takes a damaged first line for no header", () => {
  assertRefused("x,2,3\n4,5,6\n", 'line 1, column 1 holds "x"');
});
