// Tests of lib/pages/windows.ts

import { assert, assertEquals } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { NONE } from "../../lib/inference/level.ts";
import { CLASSES } from "../../lib/inference/level.ts";
import { cutWindows } from "../../lib/pages/windows.ts";

const { train } = await loadMnist();

Deno.test("cutWindows cuts windows of all classes, and the same for the same seed", () => {
  const windows = cutWindows({ images: train, pages: 25, seed: 1 });
  assertEquals([windows.imageShape, windows.classes], [[40, 40], CLASSES]);
  const counts = new Array(CLASSES).fill(0);
  for (let i = 0; i < windows.count; i++) counts[windows.label(i)]++;
  assert(counts.every((count) => count > 0), `${counts}`);
  assert(counts[NONE] > 0.2 * windows.count && counts[NONE] < 0.8 * windows.count);
  const again = cutWindows({ images: train, pages: 25, seed: 1 });
  assertEquals(again.count, windows.count);
  assertEquals(again.image(100), windows.image(100));
});

Deno.test("cutWindows has ink in the middle of every window with a digit", () => {
  const windows = cutWindows({ images: train, pages: 10, seed: 2 });
  for (let i = 0; i < windows.count; i++) {
    if (windows.label(i) === NONE) continue;
    const image = windows.image(i);
    const middle: number[] = [];
    for (let y = 8; y < 32; y++) middle.push(...image.subarray(40 * y + 8, 40 * y + 32));
    assert(Math.max(...middle) - Math.min(...middle) > 40);
  }
});
