// All systems in one picture.

import { assert } from "@std/assert";
import { accuracyChart } from "../../lib/records/accuracy_chart.ts";
import { makeRecord } from "../../lib/records/make_record.ts";
import { assertChart } from "../charts/assert_chart.ts";
import { sampleGenerations } from "./sample_record.ts";

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
