// Tests of lib/pages/canvas.ts

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { Canvas } from "../../lib/pages/canvas.ts";

const sum = (canvas: Canvas) => canvas.values.reduce((total, value) => total + value, 0);

Deno.test("Canvas.polyline covers the area of its line, whichever way it goes", () => {
  for (
    const [to, length] of [[[80, 20], 60], [[20, 80], 60], [[60, 60], 40 * Math.SQRT2]] as const
  ) {
    const canvas = new Canvas({ width: 100, height: 100, paper: 0 });
    canvas.polyline([[20, 20], to], { width: 4, ink: 1 });
    const area = 4 * length + Math.PI * 4;
    assertAlmostEquals(sum(canvas), area, 0.04 * area);
  }
});

Deno.test("Canvas.polyline makes lines that are thinner than a pixel paler", () => {
  const canvas = new Canvas({ width: 40, height: 20, paper: 1 });
  canvas.polyline([[-5, 10], [45, 10]], { width: 0.5, ink: 0 });
  assertEquals(canvas.values[10 * 40 + 20], 0.5);
});

Deno.test("Canvas.disc and what lies outside change nothing but the pixels that are there", () => {
  const canvas = new Canvas({ width: 10, height: 10, paper: 1 });
  canvas.disc([30, 5], { width: 8, ink: 0 });
  assertEquals(sum(canvas), 100);
  canvas.disc([0, 0], { width: 8, ink: 0 });
  assertEquals([canvas.values[0], canvas.values[99]], [0, 1]);
});
