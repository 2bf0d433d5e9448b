// Bars and histograms.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { barChart, histogramChart } from "../../lib/charts/bar_chart.ts";
import { highlight } from "../../lib/charts/theme.ts";
import { assertChart } from "./assert_chart.ts";

Deno.test("barChart writes each value on its bar", () => {
  const bars = [5923, 6742, 5958].map((value, label) => ({ label, value }));
  const texts = assertChart(barChart(bars, { x: "digit", y: "images" })).map(({ text }) => text);
  assert(texts.includes("6,742"));
  const sure = [{ label: "a", value: 0.998 }, { label: "b", value: 0.002 }];
  const chart = barChart(sure, { y: "probability", percent: true, highlight: ["a"], width: 320 });
  assertChart(chart);
  assert(chart.svg.includes(highlight.fill));
  assertEquals(`${chart}`, "a: 99.8 %\nb: 0.2 %");
  const even = Array.from({ length: 10 }, (_, label) => ({ label, value: 0.1 }));
  const narrow = assertChart(barChart(even, { y: "probability", percent: true, width: 320 }));
  assertEquals(narrow.filter(({ text }) => text === "10").length, 10);
});

Deno.test("histogramChart draws ranges that hold something", () => {
  const options = { x: "pixel", y: "pixels", domain: [0, 256] } as const;
  for (const log of [false, true]) {
    const chart = histogramChart([37_000_000, 0, 300_000, 1], { ...options, log });
    assertChart(chart);
    const [bars] = chart.svg.match(/<g[^>]*aria-label="rect".*?<\/g>/) ?? [""];
    assertEquals(bars.match(/<rect/g)?.length, 3);
    assertEquals(`${chart}`, "pixels: most (37,000,000) from 0 to 64");
  }
  assertThrows(() => histogramChart([0, 0], options), RangeError, "found 2 counts, all of them 0");
});
