// Tests of lib/pages/middle_line.ts

import { assert, assertAlmostEquals } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { distanceToMiddleLine, FINENESS } from "../../lib/pages/middle_line.ts";

Deno.test("distanceToMiddleLine of a bar is the distance to the line along its middle", () => {
  const image = new Uint8Array(28 * 28);
  for (let y = 4; y < 24; y++) image.fill(255, y * 28 + 11, y * 28 + 16);
  const { width, values } = distanceToMiddleLine(image, { side: 28 });
  const at = (x: number, y: number) =>
    values[Math.floor(y * FINENESS) * width + Math.floor(x * FINENESS)];
  assertAlmostEquals(at(13.5, 14), 0, 0.5);
  assertAlmostEquals(at(20.5, 14), 7, 0.7);
});

Deno.test("distanceToMiddleLine tears no digit apart: all of its ink is near the line, and the line in the ink", async () => {
  const { test } = await loadMnist();
  for (let index = 0; index < 50; index++) {
    const image = test.image(index);
    const { width, values } = distanceToMiddleLine(image, { side: 28 });
    for (const [i, distance] of values.entries()) {
      const [x, y] = [i % width, Math.floor(i / width)];
      const byte = image[Math.floor(y / FINENESS) * 28 + Math.floor(x / FINENESS)];
      if (byte > 200) assert(distance < 4.5, `ink is ${distance} pixels from the line`);
      if (distance === 0) assert(byte > 40, `the line goes over ${byte}`);
    }
  }
});
