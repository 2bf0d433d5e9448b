// Figures with their intervals.

import { assert, assertEquals } from "@std/assert";
import { intervalChart } from "../../lib/charts/interval_chart.ts";
import { assertChart } from "./assert_chart.ts";

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
