// Confidence against accuracy.

import { assertEquals } from "@std/assert";
import { calibrationChart } from "../../lib/charts/calibration_chart.ts";
import { calibrate } from "../../lib/stats/calibration.ts";
import { assertChart } from "./assert_chart.ts";

Deno.test("calibrationChart shows each range of confidence", () => {
  const chart = calibrationChart(calibrate([0.95, 0.05, 0.35, 0.65, 1, 0], [0, 1, 1]));
  assertChart(chart);
  assertEquals(chart.svg.match(/<circle/g)?.length, 2);
});
