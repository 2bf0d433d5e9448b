// Pictures made of pixels.

import { assertEquals } from "@std/assert";
import { inkColormap } from "../../lib/charts/colormap.ts";
import { Bitmap } from "../../lib/charts/picture.ts";
import { digitSheet } from "../../lib/charts/sheets.ts";
import { digits } from "./pixels.ts";

Deno.test("Bitmap leaves out what lies outside", () => {
  const bitmap = new Bitmap({ width: 3, height: 2, colormap: inkColormap });
  bitmap.fill(9, { x: -1, y: -1, width: 2, height: 2 });
  bitmap.fill(7, { x: 2, y: 1, width: 5, height: 5 });
  for (const [x, y] of [[-9, 0], [3, 0], [0, -9], [0, 2]]) {
    bitmap.fill(5, { x, y, width: 2, height: 2 });
  }
  assertEquals(bitmap.pixels, new Uint8Array([9, 0, 0, 0, 0, 7]));
});

Deno.test("Picture offers the PNG in base64 to the notebook", () => {
  const sheet = digitSheet(digits);
  assertEquals(Uint8Array.fromBase64(sheet.media["image/png"]), sheet.png);
});
