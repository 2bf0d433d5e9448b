// Tests of lib/pages/window_pieces.ts

import { assertEquals, assertRejects } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { drawDigitWindows } from "../../lib/pages/digit_windows.ts";
import { joinWindows, keptWindows } from "../../lib/pages/window_pieces.ts";

const { test } = await loadMnist();
const draw = (seed: number) => drawDigitWindows({ images: test, count: 4, seed });

Deno.test("keptWindows makes a piece once, and takes it from its files then", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/new/drawn-1`;
    const made = draw(1);
    await keptWindows(path, () => made);
    const kept = await keptWindows(path, () => draw(2));
    assertEquals([kept.count, kept.imageShape, kept.classes], [4, [40, 40], 11]);
    for (let i = 0; i < 4; i++) {
      assertEquals([kept.label(i), kept.image(i)], [made.label(i), made.image(i)]);
    }
    // Without its labels a piece is not whole.
    await Deno.remove(`${path}-labels.idx`);
    const again = await keptWindows(path, () => draw(2));
    assertEquals(again.image(0), draw(2).image(0));
    await Deno.remove(`${path}-images.idx`);
    assertEquals((await keptWindows(path, () => made)).image(0), made.image(0));
    const none = () => made.subset([]);
    assertEquals((await keptWindows(`${folder}/none`, none)).count, 0);
    assertEquals((await keptWindows(`${folder}/none`, none)).count, 0);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("keptWindows refuses images and labels that do not belong together", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, count] of [["a", 4], ["b", 16]] as const) {
      await keptWindows(
        `${folder}/${name}`,
        () => drawDigitWindows({ images: test, count, seed: 1 }),
      );
    }
    await Deno.rename(`${folder}/b-labels.idx`, `${folder}/a-labels.idx`);
    await assertRejects(() => keptWindows(`${folder}/a`, () => draw(1)), RangeError, "labels");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("keptWindows names a file that is damaged", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await keptWindows(`${folder}/a`, () => draw(1));
    await Deno.truncate(`${folder}/a-images.idx`, 500);
    await assertRejects(
      () => keptWindows(`${folder}/a`, () => draw(1)),
      SyntaxError,
      `${folder}/a-images.idx`,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("joinWindows puts sets after one another, whole or the inner part of each window", () => {
  const [one, two] = [draw(1), draw(2)];
  const all = joinWindows([one, two]);
  const inner = joinWindows([one, two], { side: 36 });
  assertEquals([all.count, inner.imageShape], [8, [36, 36]]);
  assertEquals(all.source, undefined);
  assertEquals(joinWindows([one, two], { source: test.source }).source?.name, "MNIST");
  for (let i = 0; i < 8; i++) {
    const [set, at] = i < 4 ? [one, i] : [two, i - 4];
    assertEquals([all.label(i), inner.label(i)], [set.label(at), set.label(at)]);
    assertEquals(all.image(i), set.image(at));
    const middle = set.image(at).filter((_, pixel) => {
      const [row, column] = [Math.floor(pixel / 40), pixel % 40];
      return Math.min(row, column) >= 2 && Math.max(row, column) < 38;
    });
    assertEquals(inner.image(i), middle);
  }
});
