// Tests of lib/pages/camera.ts

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { blankImage } from "../../lib/inference/grey_image.ts";
import { blur, compress, grain, layOnTable, light } from "../../lib/pages/camera.ts";
import { Random } from "../../lib/tensor/mod.ts";

/** White paper with a black square at a place. */
function sheet(x: number, y: number) {
  const image = blankImage(120, 90);
  image.values.fill(1);
  for (let row = y; row < y + 12; row++) {
    image.values.fill(0, row * 120 + x, row * 120 + x + 12);
  }
  return image;
}

Deno.test("layOnTable knows where what lay on the sheet comes to lie", () => {
  for (let seed = 0; seed < 10; seed++) {
    const random = new Random([seed]);
    const { picture, place } = layOnTable(sheet(80, 20), {
      random,
      margin: 15,
      turn: 0.1,
      tilt: 0.2,
    });
    assertEquals([picture.width, picture.height], [150, 120]);
    const box = place({ x: 80, y: 20, width: 12, height: 12 });
    let [sumX, sumY, count] = [0, 0, 0];
    for (let y = Math.floor(box.y) - 5; y < box.y + box.height + 5; y++) {
      for (let x = Math.floor(box.x) - 5; x < box.x + box.width + 5; x++) {
        if (picture.values[y * picture.width + x] > 0.5) continue;
        sumX += x + 0.5;
        sumY += y + 0.5;
        count++;
      }
    }
    assert(count > 90 && count < 220, `${count}`);
    assertAlmostEquals(box.x + box.width / 2, sumX / count, 1);
    assertAlmostEquals(box.y + box.height / 2, sumY / count, 1);
  }
});

Deno.test("blur keeps the mean of what lies within, and makes edges soft", () => {
  const image = sheet(50, 40);
  const before = image.values.reduce((sum, value) => sum + value);
  blur(image, 1.4);
  assertAlmostEquals(image.values.reduce((sum, value) => sum + value), before, 0.1);
  assert(image.values[40 * 120 + 50] > 0.2);
});

Deno.test("light, grain and compress leave a picture between black and white that still shows its square", () => {
  const image = sheet(50, 40);
  const random = new Random([3]);
  light(image, random);
  grain(image, { random, std: 0.05 });
  compress(image, random);
  assert(image.values.every((value) => value >= 0 && value <= 1));
  assert(image.values[46 * 120 + 56] < 0.3 && image.values[20 * 120 + 20] > 0.4);
});
