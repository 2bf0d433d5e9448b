// Which points of a curve have a position on its axes.

import { assertEquals } from "@std/assert";
import { bandWithin, pointsWithin } from "../../lib/charts/curve_points.ts";

Deno.test("pointsWithin counts points from 1, and leaves out those beside the axes", () => {
  assertEquals(pointsWithin([5, 6], {}), [[1, 5], [2, 6]]);
  assertEquals(pointsWithin([0, 6], { yScale: "log" }), [[2, 6]]);
  assertEquals(pointsWithin([[0, 5], [3, 6]], { xDomain: [1, 4] }), [[3, 6]]);
});

Deno.test("bandWithin ends at the ends of the y axis", () => {
  const band = [[1, -1, 2], [2, 0.5, 3]] as const;
  assertEquals(bandWithin(band, { yDomain: [0, 2.5] }), [[1, 0, 2], [2, 0.5, 2.5]]);
});

Deno.test("bandWithin goes on where its lower end is 0 on a logarithmic axis", () => {
  const band = [[1, 0.1, 0.2], [2, 0, 0.1], [3, 0.05, 0.1]] as const;
  assertEquals(bandWithin(band, { yScale: "log" }), [[1, 0.1, 0.2], [2, 0.05, 0.1], [
    3,
    0.05,
    0.1,
  ]]);
  assertEquals(bandWithin(band, { yScale: "log", yDomain: [0.01, 1] })[1], [2, 0.01, 0.1]);
  assertEquals(bandWithin([[1, 0, 0]], { yScale: "log" }), []);
});
