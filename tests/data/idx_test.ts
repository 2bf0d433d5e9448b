// Tests of reading and writing IDX files.

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { decodeIdx, encodeIdx } from "../../lib/data/idx.ts";

const shapes = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 });

/** Arrays of one to four axes with any bytes in them. */
const arrays = shapes.chain((shape) => {
  const size = shape.reduce((product, length) => product * length, 1);
  return fc.uint8Array({ minLength: size, maxLength: size }).map((data) => ({ shape, data }));
});

Deno.test("encodeIdx and decodeIdx make a round trip", () => {
  fc.assert(fc.property(arrays, (array) => {
    const decoded = decodeIdx(encodeIdx(array), { axes: array.shape.length, name: "x" });
    assertEquals(decoded, array);
  }));
});

Deno.test("encodeIdx writes the header that MNIST's images have", () => {
  const bytes = encodeIdx({ shape: [1, 28, 28], data: new Uint8Array(784) });
  assertEquals(
    [...bytes.subarray(0, 16)],
    [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28],
  );
});

Deno.test("encodeIdx refuses a shape that does not fit the data", () => {
  assertThrows(
    () => encodeIdx({ shape: [2, 3], data: new Uint8Array(5) }),
    RangeError,
    "the shape 2x3 has room for 6 bytes but the data has 5",
  );
});

Deno.test("decodeIdx reads a view at any offset without copying", () => {
  const file = encodeIdx({ shape: [2], data: new Uint8Array([7, 8]) });
  const buffer = new Uint8Array(file.length + 3);
  buffer.set(file, 3);
  const { data } = decodeIdx(buffer.subarray(3), { axes: 1, name: "x" });
  assertEquals(data, new Uint8Array([7, 8]));
  assertEquals(data.buffer, buffer.buffer);
});

Deno.test("decodeIdx refuses every shortened file, and one that is too long", () => {
  const file = encodeIdx({ shape: [2, 2, 3], data: new Uint8Array(12) });
  for (let length = 0; length < file.length; length++) {
    assertThrows(
      () => decodeIdx(file.subarray(0, length), { axes: 3, name: "cut" }),
      SyntaxError,
      'Cannot read IDX file "cut"',
    );
  }
  const longer = new Uint8Array([...file, 0]);
  assertThrows(
    () => decodeIdx(longer, { axes: 3, name: "long" }),
    SyntaxError,
    "announces 2x2x3 = 12 bytes but 13 follow",
  );
});

Deno.test("decodeIdx says how a truncated file ends", () => {
  const file = encodeIdx({ shape: [2, 2, 3], data: new Uint8Array(12) });
  assertThrows(
    () => decodeIdx(file.subarray(0, 9), { axes: 3, name: "x" }),
    SyntaxError,
    "it ends after 9 bytes, within its header of 16",
  );
  assertThrows(
    () => decodeIdx(file.subarray(0, 20), { axes: 3, name: "x" }),
    SyntaxError,
    "announces 2x2x3 = 12 bytes but 4 follow",
  );
});

Deno.test("decodeIdx refuses other magic numbers", () => {
  const labels = encodeIdx({ shape: [2], data: new Uint8Array(2) });
  assertThrows(
    () => decodeIdx(labels, { axes: 3, name: "labels" }),
    SyntaxError,
    "it starts with 00 00 08 01 but 00 00 08 03 is needed",
  );
  const floats = labels.slice();
  floats[2] = 0x0d;
  assertThrows(
    () => decodeIdx(floats, { axes: 1, name: "floats" }),
    SyntaxError,
    "it starts with 00 00 0d 01 but 00 00 08 01 is needed",
  );
  assertThrows(
    () => decodeIdx(new Uint8Array(), { axes: 1, name: "empty" }),
    SyntaxError,
    "it is empty; get the file again",
  );
});

Deno.test("decodeIdx calls a file of another kind by what it is", () => {
  const texts = { "<!DOCTYPE html>": "a web page", "PK\x03\x04": "a zip archive" };
  for (const [text, what] of Object.entries(texts)) {
    assertThrows(
      () => decodeIdx(new TextEncoder().encode(text), { axes: 3, name: "x" }),
      SyntaxError,
      `Cannot read IDX file "x": it is ${what}; `,
    );
  }
});

Deno.test("decodeIdx reads or refuses any bytes, and takes no memory for a header's word", () => {
  const headers = fc.array(fc.constantFrom(0, 1, 3, 8, 28, 255), { minLength: 4, maxLength: 24 });
  fc.assert(fc.property(headers, fc.constantFrom(1, 3), (bytes, axes) => {
    try {
      const { shape, data } = decodeIdx(new Uint8Array(bytes), { axes, name: "x" });
      assertEquals(shape.reduce((product, length) => product * length, 1), data.length);
    } catch (error) {
      assertEquals((error as Error).name, "SyntaxError");
    }
  }));
  assertThrows(
    () =>
      decodeIdx(new Uint8Array([0, 0, 8, 3, ...new Array(12).fill(255)]), { axes: 3, name: "x" }),
    SyntaxError,
    "announces 4294967295x4294967295x4294967295",
  );
});
