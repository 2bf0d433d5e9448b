// Cost against size.

import { assertEquals } from "@std/assert";
import { scalingChart } from "../../lib/charts/scaling_chart.ts";
import { assertChart } from "./assert_chart.ts";

Deno.test("scalingChart has a logarithmic x axis", () => {
  const points = [[8000, 0.92], [80_000, 0.975], [12_000_000, 0.984]] as const;
  const chart = scalingChart([{ name: "width", points }], { x: "parameters", y: "accuracy" });
  const texts = assertChart(chart).map(({ text }) => text);
  assertEquals(texts.filter((text) => /^\d+[KM]$/.test(text)), ["10K", "100K", "1M", "10M"]);
});
