// All systems in one picture.

import { assert } from "@std/assert";
import { accuracyChart } from "../../lib/records/accuracy_chart.ts";
import { makeRecord } from "../../lib/records/make_record.ts";
import { assertChart } from "../charts/assert_chart.ts";
import { sampleGenerations, sampleParts } from "./sample_record.ts";

Deno.test("accuracyChart writes each figure beside its row", () => {
  const records = sampleGenerations().map(makeRecord);
  for (const scale of ["error", "accuracy"] as const) {
    const texts = assertChart(accuracyChart(records, { scale })).map(({ text }) => text);
    assert(texts.includes("ours 93.39 % ± 0.10"), "on all test images, as the document's weights");
    assert(texts.includes("document 93.36 %"));
    assert(texts.includes("3 Learning-rate decay (first 1,000)"));
    assert(texts.includes("ours 97.86 % ± 0.07"), "on the first 1,000 test images");
    assert(texts.includes("document 97.90 %"));
    assert(texts.includes("ours 99.43 %"));
  }
  assertChart(accuracyChart(records.slice(1, 3)));
});

Deno.test("accuracyChart draws an aim as a line across, and nobody's result", () => {
  const reference = { accuracy: 0.997, readOn: "world class", mark: true } as const;
  const aimed = makeRecord(sampleParts({ reference }));
  const chart = accuracyChart([makeRecord(sampleParts({ title: "1 Other" })), aimed]);
  assert(assertChart(chart).some(({ text }) => text === "world class"));
  assert(!`${chart}`.includes("document 99.70 %"));
});
