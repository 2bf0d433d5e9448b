// Tests of points in a plane.

import { assertEquals, assertThrows } from "@std/assert";
import { scatterChart } from "../../lib/charts/mod.ts";
import { assertChart } from "./assert_chart.ts";

const options = { x: "first", y: "second", text: "where the digits lie" };

Deno.test("scatterChart draws each point as its digit, each digit in a color of its own", () => {
  const points = Array.from({ length: 10 }, (_, digit) => ({ x: digit, y: -digit, digit }));
  const chart = scatterChart(points, options);
  assertChart(chart);
  const drawn = [...chart.svg.matchAll(/<text[^>]*fill="(#[0-9a-f]{6})"[^>]*>(\d)<\/text>/g)];
  assertEquals(drawn.map(([, , digit]) => digit).join(""), "0123456789");
  assertEquals(new Set(drawn.map(([, color]) => color)).size, 10);
  assertEquals([`${chart}`, chart.width], ["where the digits lie", 320]);
});

Deno.test("scatterChart names the point that cannot be drawn", () => {
  const points = [{ x: 0, y: 0, digit: 1 }, { x: 1, y: NaN, digit: 2 }];
  assertThrows(() => scatterChart(points, options), RangeError, "y of point 1 is NaN");
  assertThrows(() => scatterChart([], options), RangeError, "found no point");
});
