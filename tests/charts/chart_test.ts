// Charts: well-formed, readable, and showing what they were given.

import * as Plot from "@observablehq/plot";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { barChart, histogramChart } from "../../lib/charts/bar_chart.ts";
import { calibrationChart } from "../../lib/charts/calibration_chart.ts";
import { beside, type Chart, plot } from "../../lib/charts/chart.ts";
import { confusionChart } from "../../lib/charts/confusion_chart.ts";
import { curveChart } from "../../lib/charts/curve_chart.ts";
import { intervalChart } from "../../lib/charts/interval_chart.ts";
import { decimate, dodge } from "../../lib/charts/layout.ts";
import { scalingChart } from "../../lib/charts/scaling_chart.ts";
import { BACKGROUND, highlight, palette, reference, series } from "../../lib/charts/theme.ts";
import { accuracyChart } from "../../lib/records/accuracy_chart.ts";
import { makeRecord } from "../../lib/records/make_record.ts";
import { meanCurve } from "../../lib/records/mean_curve.ts";
import { calibrate } from "../../lib/stats/calibration.ts";
import { sampleGenerations } from "../records/sample_record.ts";
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

Deno.test("meanCurve is the mean of the seeds in the band of all", () => {
  const curve = meanCurve("five seeds", [[1, 2, 3], [3, 4]]);
  assertEquals(curve.points, [2, 3]);
  assertEquals(curve.band, [[1, 1, 3], [2, 2, 4]]);
  assertChart(curveChart([curve], { y: "loss" }));
  const { svg } = curveChart([curve], { y: "loss", yDomain: [0, 2] });
  const area = /aria-label="area".*?d="([^"]+)"/.exec(svg)![1];
  assert([...area.matchAll(/,([\d.]+)/g)].every(([, y]) => Number(y) >= 28), "inside the plot");
});

Deno.test("scalingChart has a logarithmic x axis", () => {
  const points = [[8000, 0.92], [80_000, 0.975], [12_000_000, 0.984]] as const;
  const chart = scalingChart([{ name: "width", points }], { x: "parameters", y: "accuracy" });
  const texts = assertChart(chart).map(({ text }) => text);
  assertEquals(texts.filter((text) => /^\d+[KM]$/.test(text)), ["10K", "100K", "1M", "10M"]);
});

Deno.test("accuracyChart writes each figure beside its row", () => {
  const records = sampleGenerations().map(makeRecord);
  for (const scale of ["error", "accuracy"] as const) {
    const texts = assertChart(accuracyChart(records, { scale })).map(({ text }) => text);
    assert(texts.includes("ours 97.87 % ± 0.07"));
    assert(texts.includes("document 91.80 %"));
    assert(texts.includes("ours 99.43 %"));
  }
  assertChart(accuracyChart(records.slice(1, 3)));
});

Deno.test("intervalChart shows differences around zero, and an interval that ends at 1", () => {
  const rows = ["momentum", "dropout"].map((label, i) => ({
    label,
    estimate: { value: i / 100 - 0.002, interval: { low: i / 100 - 0.01, high: i / 100 + 0.01 } },
  }));
  const chart = intervalChart(rows, { x: "gain", scale: "difference" });
  assertChart(chart);
  assertEquals(`${chart}`, "momentum: −0.20 points\ndropout: +0.80 points");
  const certain = [{ label: "a", estimate: { value: 0.99, interval: { low: 0.9, high: 1 } } }];
  assertChart(intervalChart(certain, { x: "accuracy", scale: "error" }));
});

Deno.test("intervalChart stretches its axis to the marks and names them above it", () => {
  const rows = [{ label: "a", estimate: { value: 0.95 } }, {
    label: "b",
    estimate: { value: 0.96 },
  }];
  const marks = [{ value: 0.9, label: "expected" }, { value: 0.997, label: "world class" }];
  for (const scale of ["error", "accuracy"] as const) {
    const texts = assertChart(intervalChart(rows, { x: "accuracy", scale, marks }));
    const [first, last] = marks.map(({ label }) => texts.find(({ text }) => text === label)!);
    assert(first.right < last.left && last.bottom < 30, `${scale}: beside or below the plot`);
    assert(texts.some(({ text }) => text === "98 %"), `${scale}: the axis ends before the mark`);
  }
});

Deno.test("confusionChart counts, colors mistakes by how frequent they are, and gives recalls", () => {
  const chart = confusionChart([[98, 2, 0], [0, 50, 0], [8, 0, 92]]);
  const texts = assertChart(chart).map(({ text }) => text);
  for (const text of ["98", "2", "8", "92", "98.0 %", "100.0 %"]) assert(texts.includes(text));
  assert(!texts.slice(6).includes("0"), "a mistake that never happened is not written");
  const strengths = [...chart.svg.matchAll(/fill-opacity="([\d.]+)"/g)].map((match) => match[1]);
  assertEquals(strengths, ["1", "0.5"]);
  assertEquals(`${chart}`, "2 taken for 0: 8 times\n0 taken for 1: 2 times");
  assertThrows(() => confusionChart([[1, 2]]), RangeError, "row 0 has 2 counts");
});

Deno.test("confusionChart of a network without mistakes", () => {
  assertChart(confusionChart([[5, 0], [0, 5]]));
});

Deno.test("barChart writes each value on its bar", () => {
  const bars = [5923, 6742, 5958].map((value, label) => ({ label, value }));
  const texts = assertChart(barChart(bars, { x: "digit", y: "images" })).map(({ text }) => text);
  assert(texts.includes("6,742"));
  const sure = [{ label: "a", value: 0.998 }, { label: "b", value: 0.002 }];
  const chart = barChart(sure, { y: "probability", percent: true, highlight: ["a"], width: 320 });
  assertChart(chart);
  assert(chart.svg.includes(highlight.fill));
  assertEquals(`${chart}`, "a: 99.8 %\nb: 0.2 %");
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

Deno.test("calibrationChart shows each range of confidence", () => {
  const chart = calibrationChart(calibrate([0.95, 0.05, 0.35, 0.65, 1, 0], [0, 1, 1]));
  assertChart(chart);
  assertEquals(chart.svg.match(/<circle/g)?.length, 2);
});

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

Deno.test("the colors of text can be read on white", () => {
  for (const { text } of [...palette, series, reference, highlight]) {
    const contrast = (luminance(BACKGROUND) + 0.05) / (luminance(text) + 0.05);
    assert(contrast >= 4.5, `${text} has contrast ${contrast}`);
  }
});

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16) / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
