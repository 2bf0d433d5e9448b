// The index of the largest number.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { argmax } from "../../lib/system/argmax.ts";

Deno.test("argmax is the index of the largest number, the first of equals", () => {
  const values = new Float32Array([1, 3, 2, -3, -1, -1, 0, 0, -Infinity]);
  const rows = [0, 3, 6].map((start) => argmax(values, { start, end: start + 3 }));
  assertEquals(rows, [1, 1, 0]);
  assertEquals(argmax(values), 1);
  assertEquals(argmax([-Infinity, -Infinity]), 0);
  assertEquals(argmax([1, Infinity]), 1);
});

Deno.test("argmax is what sorting finds", () => {
  const numbers = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
  fc.assert(fc.property(numbers, (values) => {
    const sorted = [...values.keys()].sort((i, j) => values[j] > values[i] ? 1 : -1);
    assertEquals(values[argmax(values)!], values[sorted[0]]);
    assertEquals(argmax(values), values.indexOf(values[argmax(values)!]));
  }));
});

Deno.test("argmax of NaN, wherever it stands, and of nothing is none", () => {
  for (const values of [[NaN, 1, 2], [1, NaN, 2], [1, 2, NaN], [NaN, NaN], []]) {
    assertEquals(argmax(values), undefined);
  }
  assertEquals(argmax([NaN, 1, 2, NaN], { start: 1, end: 3 }), 1);
});
