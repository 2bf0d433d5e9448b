// Digits, weights, feature maps and mistakes as pictures, read back from the PNG.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { digitSheet, errorSheet, featureSheet, weightSheet } from "../../lib/charts/sheets.ts";
import { Tensor } from "../../lib/tensor/mod.ts";
import { digits, pixelReader } from "./pixels.ts";

Deno.test("digitSheet draws each pixel as a square of its ink", () => {
  const sheet = digitSheet(digits.take(1), { scale: 3 });
  const color = pixelReader(sheet);
  // Gap 3 and frame 1, then squares of 3.
  assertEquals(color(4, 4), "255 255 255");
  assertEquals(color(7, 4), "0 0 0");
  assertEquals(color(9, 6), "0 0 0");
  assertEquals(color(7, 7), "204 204 204");
  assertEquals(color(3, 3), "227 227 227");
  assertEquals(color(0, 0), "transparent");
});

Deno.test("weightSheet shows the weights of each unit in blue, white and orange", () => {
  // Unit 0 has weights 1 and 0, unit 1 has -1 and 0.5.
  const weights = new Tensor([2, 2], new Float32Array([1, -1, 0, 0.5]));
  const sheet = weightSheet(weights, { shape: [1, 2], scale: 2, columns: 1, limit: 1 });
  const color = pixelReader(sheet);
  const left = Math.floor(sheet.width / 2);
  const cell = 2 + 2 + 6;
  const found = [4, 4 + cell].flatMap((y) => {
    const row = Array.from({ length: sheet.width }, (_, x) => color(x, y));
    return row.filter((c) => !["transparent", "255 255 255", "227 227 227"].includes(c));
  });
  assertEquals(found.slice(0, 2), ["213 94 0", "213 94 0"]);
  assertEquals(found.slice(2, 4), ["0 90 158", "0 90 158"]);
  assert(left > 60, "the scale of colors makes the sheet wide");
});

Deno.test("weightSheet shows filters of one channel, and the first units only", () => {
  assertEquals(
    `${weightSheet(new Tensor([3, 3, 1, 8]), { shape: [3, 3], first: 4 })}`,
    "the weights of 4 of 8 units",
  );
  assertThrows(
    () => weightSheet(new Tensor([3, 3, 2, 8]), { shape: [3, 3] }),
    RangeError,
    "18 numbers",
  );
});

Deno.test("featureSheet takes the maps of one image apart", () => {
  const maps = new Tensor([1, 1, 2, 3], new Float32Array([1, 0, 0, 0, 1, 0]));
  const color = pixelReader(featureSheet(maps, { scale: 1, columns: 3 }));
  const row = Array.from({ length: 30 }, (_, x) => color(x, 4));
  assertEquals(row.filter((found) => found === "0 0 0").length, 2);
  assertEquals(row.indexOf("0 0 0"), 4);
  assertThrows(() => featureSheet(new Tensor([2, 1, 2, 3])), RangeError, "of one image");
});

Deno.test("errorSheet shows mistakes, the surest first", () => {
  const answers = { predictions: [0, 1], outputs: [0.6, 0.4, 0.1, 0.9] };
  assertEquals(`${errorSheet(digits, answers)}`, "0→1 90%, 1→0 60%");
  assertEquals(`${errorSheet(digits, answers, { max: 1 })}`, "0→1 90%");
  assertThrows(
    () => errorSheet(digits, { predictions: [1], outputs: [0, 1] }),
    RangeError,
    "found 1 answers for 2 images",
  );
});
