// Tests of lib/pages/digit_windows.ts

import { assertEquals, assertNotEquals } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { loadPageNetwork } from "../../lib/inference/page_network.ts";
import { drawDigitWindows } from "../../lib/pages/digit_windows.ts";
import { evaluate } from "../../lib/train/mod.ts";

const { test } = await loadMnist();

Deno.test("drawDigitWindows draws the same windows for a seed, and others for another one", () => {
  const [one, again, other] = [1, 1, 2].map((seed) =>
    drawDigitWindows({ images: test, count: 5, seed })
  );
  assertEquals([one.count, one.imageShape], [5, [40, 40]]);
  for (let i = 0; i < 5; i++) {
    assertEquals(again.image(i), one.image(i));
    assertNotEquals(other.image(i), one.image(i));
  }
});

Deno.test("drawDigitWindows draws digits that can be read", async () => {
  const windows = drawDigitWindows({ images: test, count: 100, seed: 3 });
  const { accuracy } = await evaluate(await loadPageNetwork(), windows);
  assertEquals(accuracy > 0.8, true, `${accuracy}`);
});
