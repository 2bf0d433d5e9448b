// Tests of lib/pages/apart.ts

import { assert, assertEquals } from "@std/assert";
import { findComponents } from "../../lib/inference/components.ts";
import { apartDigits, writeApart } from "../../lib/pages/apart.ts";
import { Canvas } from "../../lib/pages/canvas.ts";
import { Random } from "../../lib/tensor/mod.ts";

Deno.test("writeApart writes two strokes into its box that do not touch", () => {
  for (const digit of apartDigits) {
    for (let seed = 0; seed < 10; seed++) {
      const canvas = new Canvas({ width: 100, height: 100, paper: 0 });
      const box = { x: 20, y: 10, width: 55, height: 80 };
      writeApart(canvas, { digit, box, random: new Random([seed]), width: 6, ink: 1 });
      const { components } = findComponents(canvas);
      assertEquals(components.length, 2, `${digit} of seed ${seed}`);
      for (const { box: { x, y, width, height } } of components) {
        assert(x >= 18 && y >= 8 && x + width <= 77 && y + height <= 92);
      }
    }
  }
});
