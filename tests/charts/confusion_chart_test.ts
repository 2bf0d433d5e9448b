// Confusion matrices.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { confusionChart } from "../../lib/charts/confusion_chart.ts";
import { assertChart } from "./assert_chart.ts";

Deno.test("confusionChart counts, colors mistakes by how frequent they are, and gives recalls", () => {
  const chart = confusionChart([[98, 2, 0], [0, 50, 0], [8, 0, 92]]);
  const texts = assertChart(chart).map(({ text }) => text);
  for (const text of ["98", "2", "8", "92", "98.0 %", "100.0 %"]) assert(texts.includes(text));
  assert(!texts.slice(6).includes("0"), "a mistake that never happened is not written");
  const strengths = [...chart.svg.matchAll(/fill-opacity="([\d.]+)"/g)].map((match) => match[1]);
  assertEquals(strengths, ["0.1", "1", "0.5"]);
  assertEquals(`${chart}`, "2 taken for 0: 8 times\n0 taken for 1: 2 times");
  assertThrows(() => confusionChart([[1, 2]]), RangeError, "row 0 has 2 counts");
});

Deno.test("confusionChart of a network without mistakes", () => {
  assertChart(confusionChart([[5, 0], [0, 5]]));
});
