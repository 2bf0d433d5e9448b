// Labels apart from each other, and the points of a curve that can be seen.

import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { decimate, dodge } from "../../lib/charts/layout.ts";

Deno.test("decimate keeps both ends, the order and every peak", () => {
  const points = Array.from({ length: 10000 }, (_, i) => [i, i === 4321 ? 9 : i % 7 / 7] as const);
  const kept = decimate(points, { max: 200 });
  assert(kept.length <= 202);
  assertEquals(kept[0], points[0]);
  assertEquals(kept.at(-1), points.at(-1));
  assert(kept.includes(points[4321]));
  assert(kept.every(([x], i) => i === 0 || x > kept[i - 1][0]));
  assertEquals(decimate(points.slice(0, 5), { max: 5 }), points.slice(0, 5));
});

Deno.test("dodge keeps the gap, the order and the middle", () => {
  assertEquals(dodge([30, 10], { gap: 14 }), [30, 10]);
  const positions = dodge([100, 101, 99, 300], { gap: 10 });
  assertEquals(positions, [100, 110, 90, 300]);
  assertEquals(dodge([1, 2, 98], { gap: 10, low: 4, high: 96 }), [4, 14, 96]);
  // Two blocks that meet when they are moved apart.
  const crowded = dodge([0, 1, 18, 19], { gap: 10 });
  assertEquals(crowded.map((position) => position - crowded[0]), [0, 10, 20, 30]);
  assertAlmostEquals(crowded.reduce((a, b) => a + b) / 4, 9.5);
});
