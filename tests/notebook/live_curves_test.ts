// Live curves outside a kernel: what they come to does not depend on the order of the reports.

import { assertEquals, assertThrows } from "@std/assert";
import { liveCurves } from "../../lib/notebook/mod.ts";
import { assertChart } from "../charts/assert_chart.ts";

Deno.test("liveCurves draws the same, whichever seed reports first", async () => {
  const reports = [10, 2, 1].flatMap((seed) =>
    [1, 2, 3].map((epoch) => ({
      seed,
      epoch,
      loss: seed / epoch,
      accuracy: 1 - seed / 100 / epoch,
    }))
  );
  const charts = await Promise.all([reports, reports.toReversed()].map(async (order) => {
    const live = await liveCurves();
    for (const epoch of [1, 2, 3]) {
      for (const report of order.filter((report) => report.epoch === epoch)) {
        live.add(`seed ${report.seed}`, report);
      }
    }
    return live.chart;
  }));
  assertChart(charts[0]);
  assertEquals(charts[0].svg, charts[1].svg);
  assertEquals(`${charts[0]}`.match(/seed \d+/g)?.slice(0, 3), ["seed 1", "seed 2", "seed 10"]);
});

Deno.test("liveCurves draws the panels it is told, and leaves out values that are missing", async () => {
  const live = await liveCurves({
    x: "step",
    panels: { rate: { y: "learning rate", height: 200 }, loss: { y: "loss" } },
  });
  live.add("training", { step: 1, rate: 0.1 });
  live.add("training", { step: 2, rate: 0.05, loss: 2, other: "ignored" });
  assertChart(live.chart);
  assertEquals(
    `${live.chart}`,
    "training: learning rate 0.1 (step 1), 0.05 (step 2)\ntraining: loss 2 (step 2)",
  );
});

Deno.test("liveCurves refuses a point without a place on the x axis", async () => {
  const live = await liveCurves();
  assertThrows(
    () => live.add("training", { epochs: 1, loss: 2 }),
    TypeError,
    "epoch is undefined but must be a number, found the values epochs, loss",
  );
  assertChart(live.chart);
});
