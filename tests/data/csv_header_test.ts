// The header of a CSV file, and the label's column.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { findLabelColumn, headerNames } from "../../lib/data/csv_header.ts";

function names(line: string, columns = line.split(",").length): string[] | undefined {
  return headerNames(new TextEncoder().encode(line), columns);
}

Deno.test("headerNames takes a line of names, and one that names a label, without quotes", () => {
  assertEquals(names("label,0,1"), ["label", "0", "1"]);
  assertEquals(names('"a" , b,"c d"'), ["a", "b", "c d"]);
  assertEquals(names("7,0,1"), undefined);
  assertEquals(names("x,0,1"), undefined);
});

Deno.test("headerNames takes the numbers of columns for names only where no image could have them", () => {
  const numbers = Array.from({ length: 300 }, (_, i) => `${i}`);
  assertEquals(names(numbers.join(",")), numbers);
  assertEquals(names("0,1,2"), undefined);
});

Deno.test("headerNames looks at no line that is too long for one", () => {
  assertEquals(names(`label,${"x".repeat(1000)}`), undefined);
  assertEquals(names(`label,${"x".repeat(100)}`)?.length, 2);
});

Deno.test("findLabelColumn finds the label among pixels of any names, wherever it is", () => {
  const pixels = fc.constantFrom((i: number) => `pixel${i}`, (i: number) => `${i >> 1}x${i}`);
  const labels = fc.constantFrom("label", "Label", "CLASS", "digit", "target", "y", "what is it");
  fc.assert(fc.property(pixels, labels, fc.nat(9), (pixel, label, column) => {
    const header = Array.from({ length: 9 }, (_, i) => pixel(i)).toSpliced(column, 0, label);
    assertEquals(findLabelColumn(header, { columns: 10 }), column);
    assertEquals(findLabelColumn(header, { columns: 10, labelColumn: label }), column);
  }));
});

Deno.test("findLabelColumn takes the first column of a file without a header, unless told", () => {
  assertEquals(findLabelColumn(undefined, { columns: 10 }), 0);
  assertEquals(findLabelColumn(undefined, { columns: 10, labelColumn: 9 }), 9);
  for (const labelColumn of [-1, 10, 0.5, NaN]) {
    assertEquals(
      findLabelColumn(undefined, { columns: 10, labelColumn }),
      `labelColumn is ${labelColumn} but must be an index from 0 to 9`,
    );
  }
});

Deno.test("findLabelColumn does not choose between two labels, nor between names of one kind", () => {
  for (const header of [["label", "digit", "p0"], ["p0", "p1", "p2"], ["a", "b", "c"]]) {
    const found = findLabelColumn(header, { columns: 3 });
    assertEquals(
      found,
      `its header does not tell which column is the label, found ${header.join(", ")}; ` +
        `call that column "label", or give labelColumn`,
    );
  }
});
