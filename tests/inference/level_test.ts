// Tests of lib/inference/level.ts

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { blankImage } from "../../lib/inference/grey_image.ts";
import { levelOf, WINDOW } from "../../lib/inference/level.ts";

/** Paper of one brightness with a stroke down its middle. */
function stroke(paper: number, ink: number) {
  const image = blankImage(60, 80);
  image.values.fill(paper);
  for (let y = 20; y < 60; y++) for (let x = 29; x < 32; x++) image.values[y * 60 + x] = ink;
  return image;
}

Deno.test("levelOf has half a window of rim on each side, and the middle of the picture in its middle", () => {
  const level = levelOf(stroke(0.9, 0.1), 1);
  assertEquals([level.width, level.height], [60 + WINDOW, 80 + WINDOW]);
  const at = (x: number, y: number) =>
    level.values[(y + WINDOW / 2) * level.width + x + WINDOW / 2];
  assertEquals(at(30, 40) < 0.25, true);
  assertAlmostEquals(at(5, 5), 0.5, 0.15);
  assertEquals(levelOf(stroke(0.9, 0.1), 0.5).width, 30 + WINDOW);
});

Deno.test("levelOf shows ink in the shadow and in the light alike, and blank paper as grey", () => {
  const [light, dark] = [levelOf(stroke(1, 0.2), 1), levelOf(stroke(0.5, 0.1), 1)];
  for (let i = 0; i < light.values.length; i++) {
    assertAlmostEquals(light.values[i], dark.values[i], 0.1);
  }
  const blank = levelOf(stroke(0.7, 0.7), 1);
  for (const value of blank.values) assertAlmostEquals(value, 0.5, 1e-4);
});
