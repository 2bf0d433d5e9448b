// One curve for several seeds.

import { assert, assertEquals } from "@std/assert";
import { curveChart } from "../../lib/charts/curve_chart.ts";
import { meanCurve } from "../../lib/records/mean_curve.ts";
import { assertChart } from "../charts/assert_chart.ts";

Deno.test("meanCurve is the mean of the seeds in the band of all", () => {
  const curve = meanCurve("five seeds", [[1, 2, 3], [3, 4]]);
  assertEquals(curve.points, [2, 3]);
  assertEquals(curve.band, [[1, 1, 3], [2, 2, 4]]);
  assertChart(curveChart([curve], { y: "loss" }));
  const { svg } = curveChart([curve], { y: "loss", yDomain: [0, 2] });
  const area = /aria-label="area".*?d="([^"]+)"/.exec(svg)![1];
  assert([...area.matchAll(/,([\d.]+)/g)].every(([, y]) => Number(y) >= 28), "inside the plot");
});
