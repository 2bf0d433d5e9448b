// Tests of networks drawn as circles and arrows.

import { assertEquals, assertThrows } from "@std/assert";
import { flowDiagram, type FlowEdge } from "../../lib/charts/mod.ts";
import { highlight, series } from "../../lib/charts/theme.ts";
import { assertChart } from "./assert_chart.ts";

const nodes = [{ name: "x", column: 0, row: 0 }, { name: "y", column: 2, row: 0 }];

function draw(edge: Partial<FlowEdge>) {
  return flowDiagram({ nodes, edges: [{ from: "x", to: "y", ...edge }], text: "x to y" });
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

Deno.test("flowDiagram draws an arrow forward, and one back where something comes back", () => {
  const forward = draw({ forward: "× 3 <" });
  const placed = assertChart(forward);
  assertEquals(placed.map(({ text }) => text).toSorted(), ["x", "y", "× 3 <"]);
  assertEquals([count(forward.svg, `stroke="${series.fill}"`), `${forward}`], [1, "x to y"]);
  assertEquals(count(forward.svg, `stroke="${highlight.fill}"`), 0);

  const both = draw({ forward: "× 3", back: "0.5" });
  assertChart(both);
  assertEquals(count(both.svg, `stroke="${series.fill}"`), 1);
  assertEquals(count(both.svg, `stroke="${highlight.fill}"`), 1);
});

Deno.test("flowDiagram is as high as its rows, and as wide as a column of text", () => {
  const low = draw({});
  const high = flowDiagram({
    nodes: [...nodes, { name: "z", column: 1, row: 2 }],
    edges: [{ from: "x", to: "z" }],
    text: "",
  });
  assertEquals([low.width, high.width], [640, 640]);
  assertEquals(low.height < high.height, true);
});

Deno.test("flowDiagram names an edge that ends nowhere and a circle that has no place", () => {
  assertThrows(() => draw({ to: "z" }), RangeError, 'an edge ends at "z" but there are only x, y');
  assertThrows(
    () => flowDiagram({ nodes: [{ name: "x", column: NaN, row: 0 }], edges: [], text: "" }),
    RangeError,
    'the column of "x" is NaN',
  );
  assertThrows(() => flowDiagram({ nodes: [], edges: [], text: "" }), RangeError, "circle");
});

Deno.test("flowDiagram writes a minus before negative numbers", () => {
  assertEquals(count(draw({ forward: "w = -0.4", back: "784-10" }).svg, "−"), 1);
});
