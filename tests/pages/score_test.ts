// Tests of lib/pages/score.ts

import { assertEquals } from "@std/assert";
import { blankImage } from "../../lib/inference/grey_image.ts";
import type { PageDigit } from "../../lib/pages/page.ts";
import { scorePages } from "../../lib/pages/score.ts";

const at = (x: number, digit: number, size = 20): PageDigit => ({
  digit,
  box: { x: x - size / 2, y: 10, width: size, height: size },
});
const page = { picture: blankImage(200, 40), digits: [at(20, 1), at(50, 2), at(80, 3)] };

Deno.test("scorePages tells digits that were found, misread, missed and invented", () => {
  const score = (...found: PageDigit[]) => scorePages(() => found, [page]);
  const all = { pages: 1, flawless: 1, digits: 3, found: 3, misread: 0, invented: 0 };
  assertEquals(score(at(80, 3), at(21, 1), at(50, 2)), all);
  assertEquals(score(at(20, 1), at(50, 7), at(80, 3)), { ...all, flawless: 0, misread: 1 });
  assertEquals(score(at(20, 1), at(50, 2)), { ...all, flawless: 0, found: 2 });
  assertEquals(score(...page.digits, at(82, 3)), { ...all, flawless: 0, invented: 1 });
  // Too far, and too large, is another place.
  assertEquals(score(at(28, 1), at(50, 2, 40), at(80, 3)), {
    ...all,
    flawless: 0,
    found: 1,
    invented: 2,
  });
});

Deno.test("scorePages takes for each digit the nearest answer, in whatever order they come", () => {
  const close = { ...page, digits: [at(20, 1), at(26, 7)] };
  const { flawless } = scorePages(() => [at(26, 7), at(20, 1)], [close]);
  assertEquals(flawless, 1);
});

Deno.test("scorePages counts a page without digits as flawless if nothing was found", () => {
  const empty = { ...page, digits: [] };
  const { flawless, pages } = scorePages(() => [], [empty, empty]);
  assertEquals([flawless, pages], [2, 2]);
});
