// Tests of lib/pages/page_maker.ts

import { assert, assertEquals, assertThrows } from "@std/assert";
import { Dataset, loadMnist } from "../../lib/data/mod.ts";
import { makePage } from "../../lib/pages/page_maker.ts";

const { train } = await loadMnist();

Deno.test("makePage makes the same page of the same key, and another of another", () => {
  const pages = [1, 1, 2].map((seed) => makePage(train, [seed, "pages", 0]));
  assertEquals(pages[0], pages[1]);
  assert(pages[0].picture.values.length !== pages[2].picture.values.length);
});

Deno.test("makePage knows its digits: boxes on the page, with more than one brightness in each", () => {
  let [count, empty] = [0, 0];
  for (let index = 0; index < 60; index++) {
    const { picture: { width, height, values }, digits } = makePage(train, [7, "pages", index]);
    if (digits.length === 0) empty++;
    for (const { digit, box } of digits) {
      assert(digit >= 0 && digit <= 9);
      const [left, top] = [Math.floor(box.x), Math.floor(box.y)];
      const [right, bottom] = [Math.ceil(box.x + box.width), Math.ceil(box.y + box.height)];
      const inside: number[] = [];
      for (let y = Math.max(0, top); y < Math.min(height, bottom); y++) {
        for (let x = Math.max(0, left); x < Math.min(width, right); x++) {
          inside.push(values[y * width + x]);
        }
      }
      // All but a few at the rim of a page that lies askew are whole.
      if (inside.length < 0.8 * (right - left) * (bottom - top)) continue;
      count++;
      assert(Math.max(...inside) - Math.min(...inside) > 0.03);
    }
    assert(values.every((value) => value >= 0 && value <= 1));
  }
  assert(count > 200);
  assert(empty > 0 && empty < 25);
});

Deno.test("makePage refuses images of another size", () => {
  const small = new Dataset(new Uint8Array(4), new Uint8Array([1]), {
    name: "small",
    imageShape: [2, 2],
    classes: 10,
  });
  assertThrows(() => makePage(small, [1]), RangeError, "28x28");
});
