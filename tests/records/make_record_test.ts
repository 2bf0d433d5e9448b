// Putting a record together: what is computed in it, and what is refused.

import { assertEquals, assertThrows } from "@std/assert";
import { makeRecord } from "../../lib/records/make_record.ts";
import type { RecordParts } from "../../lib/records/record.ts";
import { ownDataset, sampleDataset, sampleParts, sampleRun } from "./sample_record.ts";

Deno.test("makeRecord computes mean and standard deviation and sorts runs by seed", () => {
  const record = makeRecord(sampleParts({ runs: [sampleRun(2, 0.75), sampleRun(1, 0.5)] }));
  assertEquals(record.mean, 0.625);
  assertEquals(record.std, Math.sqrt(2 * 0.125 ** 2));
  assertEquals(record.runs.map((run) => run.seed), [1, 2]);
});

Deno.test("makeRecord gives one run no standard deviation", () => {
  assertEquals(makeRecord(sampleParts({ runs: [sampleRun(1, 0.5)] })).std, null);
});

Deno.test("makeRecord names the field that is wrong", () => {
  const run = sampleRun(1, 0.5);
  const wrong: [object, string][] = [
    [{ title: "" }, 'title is "" but must be a text that is not empty'],
    [{ name: "Two words" }, 'name is "Two words" but must be small letters, digits and hyphens'],
    [{ parameters: 1.5 }, "parameters is 1.5 but must be an integer of at least 0"],
    [{ settings: undefined }, "settings is missing but must be a value"],
    [{ reference: "0.9" }, 'reference is "0.9" but must be an object'],
    [{ reference: { accuracy: 97.9, readOn: "x" } }, "reference.accuracy is 97.9 but must be"],
    [
      { reference: { accuracy: 0.9, readOn: "x", typo: 1 } },
      "found the unknown reference.typo, known are accuracy",
    ],
    [{ runs: [] }, "runs is [] but must be a list of at least one run"],
    [{ runs: [run, { ...run, seed: 2, testLoss: NaN }] }, "runs[1].testLoss is NaN"],
    [{ runs: [{ ...run, weightsSha256: "abc" }] }, "runs[0].weightsSha256 is"],
    [{ dataset: { ...sampleDataset, sha256: "x" } }, 'dataset.sha256 is "x" but must be 64 hex'],
    [
      { dataset: { ...sampleDataset, testImages: 0 } },
      "dataset.testImages is 0 but must be an integer",
    ],
    [{ dataset: undefined }, "dataset is missing"],
    [
      { dataset: ownDataset },
      "runs[0].firstTestAccuracy is 0.979 but dataset.firstTestImages is missing",
    ],
    [{ settings: { network: [], epochs: 1 } }, "settings."],
    [{ figurs: {} }, "found the unknown figurs, known are name, title"],
    [{ runs: [{ ...run, second: 1 }] }, "found the unknown runs[0].second, known are seed"],
    [{ runs: [run, run] }, "found seeds 1, 1 but each may run only once"],
  ];
  for (const [changes, message] of wrong) {
    assertThrows(
      () => makeRecord(sampleParts(changes as Partial<RecordParts>)),
      TypeError,
      message,
    );
  }
});
