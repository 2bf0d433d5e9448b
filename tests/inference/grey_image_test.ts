// Tests of lib/inference/grey_image.ts

import { assertEquals, assertThrows } from "@std/assert";
import { blankImage, boundsOfInk, growBox, unionBox } from "../../lib/inference/grey_image.ts";
import { pictureOf } from "./picture_of.ts";

Deno.test("blankImage refuses sides that are no integers of at least 1", () => {
  assertEquals(blankImage(3, 2).values, new Float32Array(6));
  for (const side of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(() => blankImage(side, 2), RangeError, "must be integers of at least 1");
    assertThrows(() => blankImage(2, side), RangeError, "must be integers of at least 1");
  }
});

Deno.test("boundsOfInk is the box around full ink, without soft edges", () => {
  const box = boundsOfInk(pictureOf("+....", ".+#..", "...#.", "....+"));
  assertEquals(box, { x: 2, y: 1, width: 2, height: 2 });
  assertEquals(boundsOfInk(pictureOf("..", "+.")), undefined);
});

Deno.test("growBox reaches farther on every side", () => {
  assertEquals(growBox({ x: 1, y: 2, width: 3, height: 4 }, 0.5), {
    x: 0.5,
    y: 1.5,
    width: 4,
    height: 5,
  });
});

Deno.test("unionBox is the smallest box around several", () => {
  const boxes = [{ x: 5, y: 0, width: 1, height: 9 }, { x: 1, y: 4, width: 2, height: 2 }];
  assertEquals(unionBox(boxes), { x: 1, y: 0, width: 5, height: 9 });
});
