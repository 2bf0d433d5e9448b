// Sheets of pictures: what the PNG holds when it is read back.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { convertIndexedToRgb, decode } from "fast-png";
import { inkColormap } from "../../lib/charts/colormap.ts";
import { imageSheet } from "../../lib/charts/image_sheet.ts";
import { Bitmap, type Picture } from "../../lib/charts/picture.ts";
import { digitSheet, errorSheet, featureSheet, weightSheet } from "../../lib/charts/sheets.ts";
import { Dataset } from "../../lib/data/mod.ts";
import { Tensor } from "../../lib/tensor/mod.ts";

/** Two images of 2x2, labelled 1 and 0. */
const digits = new Dataset(new Uint8Array([0, 255, 0, 51, 9, 9, 9, 9]), new Uint8Array([1, 0]), {
  name: "two tiny images",
  imageShape: [2, 2],
  classes: 2,
});

Deno.test("digitSheet draws each pixel as a square of its ink", () => {
  const sheet = digitSheet(digits.take(1), { scale: 3 });
  const color = pixelReader(sheet);
  // Gap 3 and frame 1, then squares of 3.
  assertEquals(color(4, 4), "255 255 255");
  assertEquals(color(7, 4), "0 0 0");
  assertEquals(color(9, 6), "0 0 0");
  assertEquals(color(7, 7), "204 204 204");
  assertEquals(color(3, 3), "227 227 227");
  assertEquals(color(0, 0), "255 255 255");
});

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
    return row.filter((found) => found === "34 34 34").length;
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

Deno.test("weightSheet shows the weights of each unit in blue, white and orange", () => {
  // Unit 0 has weights 1 and 0, unit 1 has -1 and 0.5.
  const weights = new Tensor([2, 2], new Float32Array([1, -1, 0, 0.5]));
  const sheet = weightSheet(weights, { shape: [1, 2], scale: 2, columns: 1, limit: 1 });
  const color = pixelReader(sheet);
  const left = Math.floor(sheet.width / 2);
  const cell = 2 + 2 + 6;
  const found = [4, 4 + cell].flatMap((y) => {
    const row = Array.from({ length: sheet.width }, (_, x) => color(x, y));
    return row.filter((c) => c !== "255 255 255" && c !== "227 227 227");
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

Deno.test("Bitmap leaves out what lies outside", () => {
  const bitmap = new Bitmap({ width: 3, height: 2, colormap: inkColormap });
  bitmap.fill(9, { x: -1, y: -1, width: 2, height: 2 });
  bitmap.fill(7, { x: 2, y: 1, width: 5, height: 5 });
  assertEquals(bitmap.pixels, new Uint8Array([9, 0, 0, 0, 0, 7]));
});

Deno.test("Picture offers the PNG in base64 to the notebook", () => {
  const sheet = digitSheet(digits);
  assertEquals(Uint8Array.fromBase64(sheet.media["image/png"]), sheet.png);
});

/** Reads the PNG back: the color of a pixel. */
function pixelReader(picture: Picture): (x: number, y: number) => string {
  const image = decode(picture.png);
  assertEquals([image.width, image.height], [picture.width, picture.height]);
  const rgb = convertIndexedToRgb(image);
  return (x, y) => rgb.subarray(3 * (y * image.width + x), 3 * (y * image.width + x + 1)).join(" ");
}
