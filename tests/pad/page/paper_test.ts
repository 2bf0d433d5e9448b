// Tests of lib/pad/page/paper.ts

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { Paper } from "../../../lib/pad/page/paper.ts";

function inkOn(paper: Paper): number {
  return paper.image.values.reduce((sum, value) => sum + value, 0);
}

Deno.test("Paper takes the ink of a round pen", () => {
  const paper = new Paper(100, { penWidth: 20 });
  paper.line({ x: 50, y: 50 }, { x: 50, y: 50 });
  assertAlmostEquals(inkOn(paper), Math.PI * 10 ** 2, 2);
  const at = (x: number, y: number) => paper.image.values[100 * y + x];
  assertEquals([at(50, 50), at(50, 41), at(50, 38), at(62, 50)], [1, 1, 0, 0]);
});

Deno.test("Paper takes strokes as long as they are, however they are put together", () => {
  const whole = new Paper(100, { penWidth: 10 });
  whole.line({ x: 20, y: 50 }, { x: 80, y: 50 });
  assertAlmostEquals(inkOn(whole), 60 * 10 + Math.PI * 5 ** 2, 2);
  const parts = new Paper(100, { penWidth: 10 });
  for (let x = 20; x < 80; x += 4) parts.line({ x, y: 50 }, { x: x + 4, y: 50 });
  assertEquals(parts.image.values, whole.image.values);
});

Deno.test("Paper loses what is drawn beside it, and is blank again when it is cleared", () => {
  const paper = new Paper(40, { penWidth: 10 });
  paper.line({ x: -50, y: -50 }, { x: -20, y: 80 });
  assertEquals(inkOn(paper), 0);
  paper.line({ x: 0, y: 0 }, { x: 500, y: 0 });
  assertAlmostEquals(inkOn(paper), 40 * 5, 1);
  paper.clear();
  assertEquals(inkOn(paper), 0);
});
