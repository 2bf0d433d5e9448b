// Tests of lib/pages/judge_readers.ts, with the networks of the project

import { assertEquals, assertRejects } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { loadPageNetwork, loadPageReader } from "../../lib/inference/page_network.ts";
import { judgeReaders } from "../../lib/pages/judge_readers.ts";
import { stubbornReader } from "../inference/stubborn_reader.ts";

const { test } = await loadMnist();
const network = await loadPageNetwork();
const reader = await loadPageReader();

const options = {
  network,
  images: test,
  pages: { first: 2, second: 1 },
  seed: 1,
  kinds: ["cropped close", "no digit"],
} as const;

Deno.test("judgeReaders has the same pages read by each reader alone, and by the first ones together", async () => {
  const { alone, together } = await judgeReaders([stubbornReader(10, 36), reader], options);
  const [unseeing, seeing] = alone;
  assertEquals([alone.length, seeing.first.pages, seeing.second.pages], [2, 2, 2]);
  const { digits, found } = seeing.first;
  assertEquals(digits > 0 && found > 0.8 * digits, true);
  const nothing = { flawless: 0, found: 0, misread: 0, invented: 0 };
  assertEquals(unseeing, {
    first: { ...seeing.first, ...nothing },
    // There is nothing on one of them.
    second: { pages: 2, right: 1 },
  });
  // Half of the voices say that there is no digit anywhere.
  assertEquals(together, unseeing);
  // Where the first network looks for both, each finds what it finds by itself.
  assertEquals((await judgeReaders([reader], options)).alone, [seeing]);
});

Deno.test("judgeReaders refuses to judge nobody", async () => {
  await assertRejects(() => judgeReaders([], options), RangeError, "give at least one network");
});
