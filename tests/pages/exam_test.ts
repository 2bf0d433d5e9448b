// Tests of lib/pages/exam.ts

import { assertEquals } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { loadDigitFinder } from "../../lib/inference/page_network.ts";
import { examine } from "../../lib/pages/exam.ts";

const { test } = await loadMnist();

Deno.test("examine counts pages that were read without a mistake, and keeps the others", async () => {
  let looks = 0;
  const blind = {
    find() {
      looks++;
      return [];
    },
  };
  const options = {
    images: test,
    pages: 3,
    seed: 1,
    kinds: ["no digit", "cropped close"],
  } as const;
  const [none, crop] = await examine(blind, options);
  // Each page is looked at once for dark ink and once for light.
  assertEquals(looks, 12);
  assertEquals([none.kind, none.pages, none.right], ["no digit", 3, 3]);
  assertEquals([crop.kind, crop.right, crop.mistakes.length], ["cropped close", 0, 3]);
  assertEquals(crop.mistakes[1].index, 1);
  assertEquals(crop.mistakes[1].truth.length, 1);
});

Deno.test("the networks for pages read pages with lines on them and in shadows", async () => {
  const kinds = ["ruled paper", "underline", "hard shadow"] as const;
  const results = await examine(await loadDigitFinder(), {
    images: test,
    pages: 2,
    seed: 3,
    kinds,
  });
  const right = results.reduce((sum, { right }) => sum + right, 0);
  assertEquals(right >= 3, true, JSON.stringify(results));
});
