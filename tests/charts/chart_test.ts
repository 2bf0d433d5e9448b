// From a plot to an SVG: well-formed, and with nothing that a reader would take away.

import * as Plot from "@observablehq/plot";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { beside, plot } from "../../lib/charts/chart.ts";
import { curveChart } from "../../lib/charts/curve_chart.ts";
import { assertChart } from "./assert_chart.ts";

Deno.test("beside puts charts into one picture", () => {
  const half = { width: 320, height: 200 };
  const left = curveChart([{ name: "a", points: [1, 2] }], { y: "loss", ...half });
  const right = curveChart([{ name: "b", points: [1, 2] }], { y: "accuracy", ...half });
  const both = beside(left, right);
  assertEquals([both.width, both.height], [640, 200]);
  const texts = assertChart(both);
  assert(texts.find(({ text }) => text === "b")!.left > 320);
});

Deno.test("plot refuses what is no svg, and escapes what it is given", () => {
  assertThrows(
    () => plot({ title: "A title", marks: [Plot.frame()] }, { text: "" }),
    TypeError,
    "leave out title",
  );
  const chart = plot({ marks: [Plot.text(['<&"\u00a0>'], { frameAnchor: "middle" })] }, {
    text: '"a" < b & c',
  });
  assert(assertChart(chart).some(({ text }) => text === '<&"\u00a0>'));
});
