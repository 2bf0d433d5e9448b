// Small pictures in rows, read back from the PNG.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { imageSheet } from "../../lib/charts/image_sheet.ts";
import { pixelReader } from "./pixels.ts";

Deno.test("imageSheet fits 640 pixels, balances its rows and obeys columns and scale", () => {
  const blank = new Uint8Array(784);
  const size = (count: number, options = {}) => {
    const { width, height } = imageSheet(new Array(count).fill(blank), {
      shape: [28, 28],
      ...options,
    });
    return [width, height];
  };
  assertEquals(size(30), [640, 3 * 64]);
  assertEquals(size(12), [6 * (3 * 28 + 8), 2 * (3 * 28 + 8)]);
  assertEquals(size(1), [120, 120]);
  assertEquals(size(9, { columns: 3, scale: 1 }), [3 * 36, 3 * 36]);
  assert(size(50, { captions: new Array(50).fill("100 %") })[0] <= 640);
});

Deno.test("imageSheet writes captions line by line", () => {
  const color = pixelReader(imageSheet([[0]], { shape: [1, 1], captions: ["I\nI"], scale: 1 }));
  const ink = (y: number) => {
    const row = Array.from({ length: 22 }, (_, x) => color(x, y));
    return row.filter((found) => found === "116 116 116").length;
  };
  // The serif of the letter I is 6 pixels wide, its stem 2.
  assertEquals([ink(10), ink(14), ink(30), ink(34)], [6, 2, 6, 2]);
});

Deno.test("imageSheet refuses nothing, and pictures that do not fit", () => {
  assertThrows(() => imageSheet([], { shape: [1, 1] }), RangeError, "found no picture");
  assertThrows(
    () => imageSheet([[1, 2], [1]], { shape: [1, 2] }),
    RangeError,
    "picture 1 has 1 numbers but 1x2 pixels need 2",
  );
});
