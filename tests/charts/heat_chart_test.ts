// Tables of numbers in color.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { heatChart } from "../../lib/charts/heat_chart.ts";
import { assertChart } from "./assert_chart.ts";

const axes = { x: "missed by", y: "digit" };
const cells = [
  { row: "8", column: "dense", value: 8 },
  { row: "8", column: "convolution", value: 2 },
  { row: "9", column: "dense", value: 0 },
];

Deno.test("heatChart writes its numbers, the largest in full color, and no zero", () => {
  const chart = heatChart(cells, { ...axes, format: (value) => `${value} images` });
  const texts = assertChart(chart).map(({ text }) => text);
  for (const text of ["8", "9", "dense", "convolution", "8 images", "2 images", "missed by"]) {
    assert(texts.includes(text), text);
  }
  assert(!texts.includes("0 images"));
  const strengths = [...chart.svg.matchAll(/fill-opacity="([\d.]+)"/g)].map((match) => match[1]);
  assertEquals(strengths, ["1", "0.5"]);
  assertEquals(`${chart}`.split("\n").at(-1), "9, dense: 0 images");
});

Deno.test("heatChart on a logarithmic scale tells small numbers apart beside a large one", () => {
  const rows = [1, 2, 100].map((value) => ({ row: `${value}`, column: "all", value }));
  const chart = heatChart(rows, { ...axes, scale: "log" });
  assertChart(chart);
  const strengths = [...chart.svg.matchAll(/fill-opacity="([\d.]+)"/g)].map((match) => match[1]);
  assertEquals(strengths, ["0.1", "0.2", "1"]);
  assertChart(heatChart([rows[1]], { ...axes, scale: "log" }));
});

Deno.test("heatChart writes a note below a number", () => {
  const chart = heatChart([{ row: "8", column: "dense", value: 8, note: "± 2" }], axes);
  const texts = assertChart(chart).map(({ text }) => text);
  assert(texts.includes("8") && texts.includes("± 2"));
  assertEquals(`${chart}`, "8, dense: 8 ± 2");
});

Deno.test("heatChart of zeros alone is empty, and refuses what has no size", () => {
  assertChart(heatChart([{ row: "a", column: "b", value: 0 }], axes));
  assertThrows(() => heatChart([], axes), RangeError, "found no cell");
  assertThrows(
    () => heatChart([{ row: "a", column: "b", value: -1 }], axes),
    RangeError,
    "a, b is -1 but must be at least 0",
  );
  assertThrows(() => heatChart([{ row: "a", column: "b", value: NaN }], axes), RangeError);
});
