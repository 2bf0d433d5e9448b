// Tests of lib/pages/handwriting.ts

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { Canvas } from "../../lib/pages/canvas.ts";
import { writeDigit } from "../../lib/pages/handwriting.ts";

const { test } = await loadMnist();
const straight = { angle: 0, slant: 0, stretch: 1, sharpness: 3, ink: 0 };
const sheet = () => new Canvas({ width: 120, height: 100, paper: 1 });

/** The box around everything that is darker than half. */
function inkOf({ width, values }: Canvas) {
  const inked = [...values.keys()].filter((i) => values[i] < 0.5);
  const [xs, ys] = [inked.map((i) => i % width), inked.map((i) => Math.floor(i / width))];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x + 1, height: Math.max(...ys) - y + 1 };
}

Deno.test("writeDigit writes a digit of the given size at the given place, and says where its ink is", () => {
  for (const pen of [undefined, 0.1]) {
    for (let index = 0; index < 20; index++) {
      const canvas = sheet();
      const image = test.image(index);
      const box = writeDigit(canvas, { ...straight, image, at: [60, 50], size: 60, pen })!;
      assertAlmostEquals(Math.max(box.width, box.height), 60, 8);
      assertAlmostEquals(box.x + box.width / 2, 60, 5);
      assertAlmostEquals(box.y + box.height / 2, 50, 5);
      const ink = inkOf(canvas);
      for (const side of ["x", "y", "width", "height"] as const) {
        assertAlmostEquals(ink[side], box[side], 2);
      }
    }
  }
});

Deno.test("writeDigit with a thinner pen leaves less ink", () => {
  const inkWith = (pen: number) => {
    const canvas = sheet();
    writeDigit(canvas, { ...straight, image: test.image(0), at: [60, 50], size: 60, pen });
    return canvas.values.reduce((sum, value) => sum + 1 - value, 0);
  };
  assert(inkWith(0.04) < 0.6 * inkWith(0.1));
});

Deno.test("writeDigit writes nothing for an image without ink", () => {
  const options = { ...straight, at: [60, 50], size: 60 } as const;
  assertEquals(writeDigit(sheet(), { ...options, image: new Uint8Array(784) }), undefined);
});
