// Tests of reading CSV files of images.

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseCsv } from "../../lib/data/csv.ts";
import type { LabelColumn } from "../../lib/data/csv_header.ts";

/** Reads a text as a file of images of 1x2. */
function parse(text: string, labelColumn?: LabelColumn) {
  const bytes = new TextEncoder().encode(text);
  return parseCsv(bytes, { name: "tiny.csv", imageShape: [1, 2], classes: 10, labelColumn });
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
      const text = mark + lines.join(newline) + (ended ? newline : "");
      const { images, labels } = parse(text, header === "" ? 0 : undefined);
      assertEquals([...labels], rows.map(([label]) => label));
      assertEquals([...images], rows.flatMap(([, ...pixels]) => pixels));
    },
  ));
});

Deno.test("parseCsv finds the labels by the header, wherever they are", () => {
  const row = { "0": "7,1,2", "1": "1,7,2", "2": "1,2,7" };
  const headers: [keyof typeof row, string][] = [
    ["0", "label,1x1,1x2"],
    ["1", "pixel0, Class ,pixel1"],
    ["2", "p0,p1,TARGET"],
    // No name that is known, but one that is like no other.
    ["0", "what,pixel0,pixel1"],
    ["2", "1x1,1x2,what"],
  ];
  for (const [column, header] of headers) {
    const { images, labels } = parse(`${header}\n${row[column]}\n`);
    assertEquals([...labels, ...images], [7, 1, 2], header);
  }
});

Deno.test("parseCsv takes the label from the column that it is told", () => {
  for (const [text, labelColumn] of [["1,2,7", 2], ["1,7,2", 1], ["a,b,c\n1,7,2", "b"]] as const) {
    const { images, labels } = parse(text, labelColumn);
    assertEquals([...labels, ...images], [7, 1, 2]);
  }
});

Deno.test("parseCsv refuses a label column that is not there, and a header that tells none", () => {
  const refused: [string, LabelColumn | undefined, string][] = [
    ["1,2,3", 3, "labelColumn is 3 but must be an index from 0 to 2"],
    ["1,2,3", "b", 'it has no header, so labelColumn must be the index of a column but is "b"'],
    ["a,b,c\n1,2,3", "d", 'its header has no "d", found a, b, c'],
    ["p0,p1,p2\n1,2,3", undefined, "its header does not tell which column is the label, found p0"],
    ["label,y,p\n1,2,3", undefined, "its header does not tell which column is the label"],
    ["label,p0,p1,p2\n", undefined, "line 1 has 4 columns but 3 are needed, the label and 2"],
    [
      "p0,p1\n1,2",
      undefined,
      "line 1 has 2 columns but 3 are needed, the label and 2 pixels; are",
    ],
  ];
  for (const [text, labelColumn, message] of refused) {
    assertThrows(
      () => parse(text, labelColumn),
      SyntaxError,
      `Cannot read CSV file "tiny.csv": ${message}`,
    );
  }
});

Deno.test("parseCsv does not take pixels at the edge for labels where there is no header", () => {
  const last =
    "every label in its first column is 0 while its last column has several values below 10";
  assertRefused("0,200,5\n0,90,0\n0,0,4\n", last);
  // As pandas writes the numbers of columns: a header, but one that tells nothing.
  const size = 784;
  const numbers = Array.from({ length: size + 1 }, (_, i) => i).join(",");
  const bytes = new TextEncoder().encode(`${numbers}\n${new Array(size + 1).fill(0).join(",")}`);
  assertThrows(
    () => parseCsv(bytes, { name: "pandas.csv", imageShape: [28, 28], classes: 10 }),
    SyntaxError,
    "its header does not tell which column is the label, found 0, 1, 2, …, 784",
  );
  // All of one class, and told so.
  assertEquals(parse("0,200,5\n0,90,0", 0).labels, new Uint8Array(2));
  assertEquals(parse("3,200,5\n3,90,5").labels, new Uint8Array([3, 3]));
});

Deno.test("parseCsv calls a file of another kind by what it is", () => {
  assertRefused("<!DOCTYPE html>\n<html>", "it is a web page; its address led to a page");
  assertRefused(
    "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    "it is a Git LFS pointer, which only names the file; run `git lfs pull`",
  );
  assertRefused("PK\x03\x04\x14", "it is a zip archive; unpack it and use the file inside");
  assertRefused(
    "7;0;255\n",
    "line 1 has 1 column but 3 are needed, the label and 2 pixels; are its",
  );
});

Deno.test("parseCsv stays within bounds for lines without end and files without lines", () => {
  for (const byte of ["\n", "1", ",", "x", "\r"]) {
    const bytes = new Uint8Array(20_000_000).fill(byte.charCodeAt(0));
    assertThrows(
      () => parseCsv(bytes, { name: "large.csv", imageShape: [28, 28], classes: 10 }),
      SyntaxError,
      'Cannot read CSV file "large.csv"',
    );
  }
});

Deno.test("parseCsv reads or refuses any text and any bytes", () => {
  const pieces = fc.constantFrom(
    "1",
    "255",
    ",",
    "\n",
    "\r",
    "label",
    '"',
    "x",
    ".",
    "-",
    "\ufeff",
  );
  const texts = fc.array(pieces, { maxLength: 30 }).map((parts) =>
    new TextEncoder().encode(parts.join(""))
  );
  fc.assert(fc.property(fc.oneof(texts, fc.uint8Array({ maxLength: 30 })), (bytes) => {
    const options = { name: "any.csv", imageShape: [1, 2], classes: 10 } as const;
    try {
      const { images, labels } = parseCsv(bytes, options);
      assertEquals(images.length, 2 * labels.length);
      assertEquals(labels.every((label) => label < 10), true);
    } catch (error) {
      assertEquals((error as Error).name, "SyntaxError");
    }
  }));
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
  for (const text of ["\n\n", "label,1x1,1x2\n"]) {
    assertRefused(text, "it has no line with an image, which is a label and 2 pixels");
  }
  assertRefused("", "it is empty; get the file again");
});

Deno.test("parseCsv takes a damaged first line for no header", () => {
  assertRefused("x,2,3\n4,5,6\n", 'line 1, column 1 holds "x"');
});
