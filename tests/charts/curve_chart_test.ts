// Curves: named at their ends, and only what lies on the axes.

import { assert, assertEquals } from "@std/assert";
import type { Chart } from "../../lib/charts/chart.ts";
import { curveChart } from "../../lib/charts/curve_chart.ts";
import { assertChart } from "./assert_chart.ts";

const decay = (last: number) => Array.from({ length: 30 }, (_, i) => last + 0.4 * Math.exp(-i / 5));

Deno.test("curveChart names its curves at their ends, apart from each other", () => {
  const curves = ["training", "test", "with decay", "three layers"].map((name, i) => ({
    name,
    points: decay(0.02 + i / 1000),
  }));
  const marks = [{ value: 0.022, label: "document" }];
  const texts = assertChart(curveChart(curves, { y: "cross-entropy", marks }));
  for (const { name } of curves) assert(texts.some(({ text }) => text === name));
  assert(texts.some(({ text }) => text === "document"));
});

Deno.test("curveChart gives a curve without a name no label and no room for one", () => {
  const named = [{ name: "training", points: decay(0.02) }];
  const labels = (chart: Chart) => assertChart(chart).filter(({ text }) => text === "training");
  const alone = curveChart(named, { y: "loss" });
  const both = curveChart([...named, { name: "", points: decay(0.02) }], { y: "loss" });
  assertEquals(labels(both), labels(alone));
  assertEquals(`${both}`, `${alone}`);
});

Deno.test("curveChart draws what live curves begin with: nothing, then one point", () => {
  const options = { y: "loss", xDomain: [1, 30] } as const;
  assertEquals(`${curveChart([{ name: "a", points: [] }], options)}`, "a: no loss yet");
  assertChart(curveChart([{ name: "a", points: [] }], options));
  const one = curveChart([{ name: "a", points: [2] }], options);
  assertChart(one);
  assertEquals(one.svg.match(/<circle/g)?.length, 1);
});

Deno.test("curveChart writes epochs as integers and percent", () => {
  const chart = curveChart([{ name: "a", points: [0.91, 0.95, 0.97] }], {
    y: "acc",
    percent: true,
  });
  const texts = assertChart(chart).map(({ text }) => text);
  assertEquals(texts.filter((text) => /^\d+$/.test(text)), ["1", "2", "3"]);
  assert(texts.includes("92 %"));
  assertEquals(`${chart}`, "a: acc 91.00 % (epoch 1), 97.00 % (epoch 3)");
});

Deno.test("curveChart leaves out what lies beyond its domain", () => {
  const points = [[1, 5], [2, 0.5], [3, 0.4]] as const;
  const chart = curveChart([{ name: "a", points }], { y: "loss", yDomain: [0, 1] });
  assertEquals(`${chart}`, "a: loss 0.5 (epoch 2), 0.4 (epoch 3)");
});

Deno.test("curveChart stays small with thousands of points", () => {
  const points = Array.from({ length: 20000 }, (_, i) => 2 + Math.sin(i * i));
  const chart = curveChart([{ name: "loss", points }], { x: "step", y: "loss", yScale: "log" });
  assertChart(chart);
  assert(chart.svg.length < 20000, `${chart.svg.length} characters`);
});

Deno.test("curveChart writes differences of fractions in points, with their sign", () => {
  const chart = curveChart([{ name: "gap", points: [-0.01, 0.02] }], {
    y: "gap",
    percent: "points",
  });
  const texts = assertChart(chart).map(({ text }) => text);
  assert(texts.includes("+1") && texts.includes("−1"), texts.join(", "));
  assertEquals(`${chart}`, "gap: gap −1.00 points (epoch 1), +2.00 points (epoch 2)");
});
