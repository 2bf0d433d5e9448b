// Tests of lib/inference/orientation.ts

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { applyOrientation, exifOrientation } from "../../lib/inference/orientation.ts";
import { exifBlock } from "./jpeg_file.ts";
import { pictureOf, textOf } from "./picture_of.ts";
import { join } from "./png_file.ts";

Deno.test("exifOrientation reads either order of bytes, with the prefix of JPEG and without", () => {
  for (const order of ["MM", "II"] as const) {
    for (let orientation = 1; orientation <= 8; orientation++) {
      const block = exifBlock(orientation, { order });
      assertEquals(exifOrientation(block), orientation);
      const prefixed = join(new TextEncoder().encode("Exif\0\0"), block);
      assertEquals(exifOrientation(prefixed), orientation);
    }
  }
});

Deno.test("exifOrientation is 1 for blocks that are cut off, say nonsense or are something else", () => {
  const block = exifBlock(6);
  for (let length = 0; length < 22; length++) {
    assertEquals(exifOrientation(block.subarray(0, length)), 1, `${length} bytes`);
  }
  for (const orientation of [0, 9, 65_535]) {
    assertEquals(exifOrientation(exifBlock(orientation)), 1);
  }
  assertEquals(exifOrientation(new TextEncoder().encode("http://ns.adobe.com/xap/1.0/\0")), 1);
});

Deno.test("exifOrientation gives 1 to 8 whatever a block holds", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("MM\0*", "II*\0"),
      fc.uint8Array({ maxLength: 60 }),
      (order, content) => {
        const found = exifOrientation(join(new TextEncoder().encode(order), content));
        return Number.isInteger(found) && found >= 1 && found <= 8;
      },
    ),
  );
});

Deno.test("applyOrientation turns and mirrors as EXIF says", () => {
  const seen = ["##.", "#..", "#..", "##."];
  // What lies in the file so that it is seen like this, by the orientation that the file then has.
  const files: Record<number, string[]> = {
    1: ["##.", "#..", "#..", "##."],
    2: [".##", "..#", "..#", ".##"],
    3: [".##", "..#", "..#", ".##"],
    4: ["##.", "#..", "#..", "##."],
    5: ["####", "#..#", "...."],
    6: ["....", "#..#", "####"],
    7: ["....", "#..#", "####"],
    8: ["####", "#..#", "...."],
  };
  for (const [orientation, rows] of Object.entries(files)) {
    assertEquals(
      textOf(applyOrientation(pictureOf(...rows), Number(orientation))),
      seen,
      orientation,
    );
  }
});

Deno.test("applyOrientation tells mirrored pictures from turned ones", () => {
  const turned = (orientation: number) =>
    textOf(applyOrientation(pictureOf("#+", ".."), orientation));
  assertEquals([1, 2, 3, 4, 5, 6, 7, 8].map(turned), [
    ["#+", ".."],
    ["+#", ".."],
    ["..", "+#"],
    ["..", "#+"],
    ["#.", "+."],
    [".#", ".+"],
    [".+", ".#"],
    ["+.", "#."],
  ]);
});
