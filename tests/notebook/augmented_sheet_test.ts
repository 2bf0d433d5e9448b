// The sheet of variations of one image.

import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import type { Picture } from "../../lib/charts/mod.ts";
import { augmentedSheet } from "../../lib/notebook/augmented_sheet.ts";
import { bars } from "../train/synthetic.ts";

const images = bars(2);
const png = (sheet: Picture) => sheet.media["image/png"];

Deno.test("augmentedSheet shows the same variations again, other ones under another text, and says what they are", () => {
  const augment = { shift: 1 };
  const sheet = augmentedSheet(images, { augment, text: "moved" });
  assertEquals(`${sheet}`, "moved");
  assertEquals(png(augmentedSheet(images, { augment, text: "moved" })), png(sheet));
  assertNotEquals(png(augmentedSheet(images, { augment, text: "shifted" })), png(sheet));
  assertNotEquals(png(augmentedSheet(images, { augment: {}, text: "moved" })), png(sheet));
});

Deno.test("augmentedSheet refuses a change that is none", () => {
  assertThrows(() => augmentedSheet(images, { augment: { shift: -1 }, text: "moved" }), RangeError);
});
