// The result of a record: under the true number of images, and beside a document only where that fits.

import { assertEquals } from "@std/assert";
import { type Result, resultTable } from "../../lib/records/result_table.ts";
import { ownDataset, sampleDataset, sampleParts, sampleRun } from "./sample_record.ts";

/** The cells of the table's rows. */
function cells(result: Result): string[][] {
  return resultTable(result).media["text/markdown"].split("\n").slice(2)
    .filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
}

const { firstTestAccuracy: _, ...ownRun } = sampleRun(1, 0.85);
const reference = {
  accuracy: 0.979,
  readOn: "first 1,000 test images",
  images: 1000,
  publishedWeightsAccuracy: 0.9336,
};

Deno.test("resultTable reads on the first test images and on all, each beside its figure", () => {
  assertEquals(cells({ ...sampleParts(), reference }), [
    [
      "first 1,000 test images",
      "97.90 %",
      "96.81 % to 98.62 %",
      "97.86 %",
      "0.05 points",
      "96.81 % to 98.62 %",
    ],
    [
      "all 10,000 test images",
      "93.36 %",
      "92.86 % to 93.83 %",
      "97.87 %",
      "0.05 points",
      "97.57 % to 98.14 %",
    ],
  ]);
});

Deno.test("resultTable has no figure of the document that was read on other images", () => {
  const documentOf = (result: Result) =>
    cells(result).map(([images, document]) => [images, document]);
  const parts = sampleParts();
  assertEquals(documentOf({ ...parts, reference: { ...reference, images: 8400 } }), [
    ["first 1,000 test images", "–"],
    ["all 10,000 test images", "93.36 %"],
  ]);
  const all = { accuracy: 0.977, readOn: "all", images: 10_000 };
  assertEquals(documentOf({ ...parts, reference: all }), [
    ["first 1,000 test images", "–"],
    ["all 10,000 test images", "97.70 %"],
  ]);
  // Nothing of it was read on images of the reader's own, not even on equally many: its columns go.
  for (const images of [1000, 20]) {
    const result = { dataset: ownDataset, runs: [ownRun], reference: { ...reference, images } };
    assertEquals(documentOf(result), [["all 20 test images of data/mnist", "85.00 %"]]);
  }
});

Deno.test("resultTable of few test images has one line under their true number", () => {
  const { firstTestImages: _, ...dataset } = { ...sampleDataset, testImages: 20 };
  const found = cells({ dataset, runs: [ownRun], reference });
  assertEquals(found.map(([images]) => images), ["all 20 test images"]);
});
