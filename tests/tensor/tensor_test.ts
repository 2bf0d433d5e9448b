// Tensors and their shapes.

import { assert, assertEquals, assertFalse, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { assertShape, describe, sameShape, sizeOf, Tensor } from "../../lib/tensor/tensor.ts";

Deno.test("Tensor keeps the numbers it is given, without a copy", () => {
  const data = new Float32Array([1, 2, 3, 4, 5, 6]);
  const tensor = new Tensor([2, 3], data);
  assertStrictEquals(tensor.data, data);
  assertEquals(tensor.shape, [2, 3]);
  assertEquals(tensor.size, 6);
  assertEquals(`${tensor}`, "Tensor[2, 3]");
});

Deno.test("Tensor starts with zeros", () => {
  assertEquals(new Tensor([3]).data, new Float32Array(3));
  assertEquals(new Tensor([]).size, 1);
  assertEquals(new Tensor([4, 0]).size, 0);
});

Deno.test("Tensor refuses data that does not fill its shape", () => {
  assertThrows(
    () => new Tensor([2, 3], new Float32Array(5)),
    RangeError,
    "shape [2, 3] holds 6 values but the data has 5",
  );
});

Deno.test("sizeOf is the product of the axes", () => {
  fc.assert(fc.property(fc.array(fc.nat(20), { maxLength: 5 }), (shape) => {
    assertEquals(sizeOf(shape), shape.reduce((product, axis) => product * axis, 1));
  }));
});

Deno.test("sizeOf refuses axes that cannot be counted", () => {
  for (const axis of [-1, 1.5, NaN, Infinity]) {
    assertThrows(() => sizeOf([2, axis]), RangeError, "each axis must be an integer");
  }
});

Deno.test("sameShape compares axis by axis", () => {
  assert(sameShape([], []));
  assert(sameShape([2, 3], [2, 3]));
  assertFalse(sameShape([2, 3], [3, 2]));
  assertFalse(sameShape([2, 3], [2, 3, 1]));
  assertFalse(sameShape([2, 3], [2]));
});

Deno.test("describe writes a shape as it is read", () => {
  assertEquals(describe([128, 10]), "[128, 10]");
  assertEquals(describe([]), "[]");
});

Deno.test("assertShape says what was found, what is needed and what for", () => {
  const tensor = new Tensor([2, 3]);
  assertShape(tensor, { shape: [2, 3], to: "multiply", name: "out" });
  assertThrows(
    () => assertShape(tensor, { shape: [3, 2], to: "multiply", name: "out" }),
    RangeError,
    "Cannot multiply: out has shape [2, 3] but [3, 2] is needed",
  );
});
