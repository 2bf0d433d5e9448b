// Comparisons of mistakes: each is McNemar's, together they are corrected by Holm.

import { assertEquals, assertThrows } from "@std/assert";
import { compareMistakes } from "../../lib/stats/compare_mistakes.ts";
import { holm } from "../../lib/stats/holm.ts";
import { mcnemarTest } from "../../lib/stats/significance.ts";

const labels = Array.from({ length: 40 }, (_, i) => i % 10);
/** Wrong at the images from `start` on, `count` of them. */
const wrongAt = (start: number, count: number) =>
  labels.map((label, i) => i >= start && i < start + count ? (label + 1) % 10 : label);

Deno.test("compareMistakes gives each pair McNemar's figures and corrects p for all of them", () => {
  const pairs = [
    { first: wrongAt(0, 12), second: wrongAt(20, 1) },
    { first: wrongAt(0, 7), second: wrongAt(5, 3) },
    { first: wrongAt(0, 9), second: labels },
  ];
  const found = compareMistakes(pairs, { labels });
  const alone = pairs.map(({ first, second }) => mcnemarTest(first, second, { labels }));
  assertEquals(found.map(({ holmP: _, ...test }) => test), alone);
  assertEquals(found.map(({ holmP }) => holmP), holm(alone.map(({ exactP }) => exactP)));
  assertEquals(found.map(({ onlyFirst, onlySecond }) => [onlyFirst, onlySecond]), [
    [1, 12],
    [1, 5],
    [0, 9],
  ]);
});

Deno.test("compareMistakes refuses answers to other images", () => {
  const pairs = [{ first: labels.slice(1), second: labels }];
  assertThrows(() => compareMistakes(pairs, { labels }), RangeError, "found 39 and 40 answers");
});
