// Records against records: which weights are the same, and why others are not.

import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import {
  compareDirectories,
  compareWeights,
  explainDifference,
} from "../../lib/records/compare_records.ts";
import { makeRecord } from "../../lib/records/make_record.ts";
import type { TrainingRun } from "../../lib/records/record.ts";
import { writeRecord } from "../../lib/records/record_files.ts";
import { withDirectory } from "../system/temporary_directory.ts";
import { ownDataset, sampleDataset, sampleParts, sampleRun } from "./sample_record.ts";

Deno.test("compareWeights lists seeds that agree, that differ and that are missing", () => {
  const runs = [sampleRun(1, 0.5), sampleRun(2, 0.5), sampleRun(3, 0.5)];
  const again: TrainingRun[] = [runs[0], { ...runs[1], weightsSha256: "f".repeat(64) }];
  assertEquals(compareWeights({ runs }, { runs: again }), {
    same: [1],
    different: [2],
    missing: [3],
  });
});

Deno.test("explainDifference names other data, another recipe, or a real difference", () => {
  const dataset = sampleDataset;
  const first = { dataset, settings: { learningRate: 0.01, layers: ["dense", "sigmoid"] } };
  const settings = { learningRate: 0.1, layers: ["dense"], epochs: 3, batchSize: 1 };
  assertEquals(
    explainDifference(first, { dataset: ownDataset, settings }),
    "other data: 60,000 images of MNIST, tested on 10,000, against 200 images of data/mnist, tested on 20",
  );
  assertEquals(
    explainDifference(first, { ...first, dataset: { ...dataset, trainImages: 1000 } }),
    "other data: 60,000 images of MNIST, tested on 10,000, " +
      "against 1,000 images of MNIST, tested on 10,000",
  );
  assertEquals(
    explainDifference(first, { dataset, settings }),
    'another recipe: learningRate 0.01, against 0.1; layers[1] "sigmoid", against missing; ' +
      "epochs missing, against 3 and 1 more",
  );
  assertEquals(
    explainDifference(first, structuredClone(first)),
    "the same data, recipe and arithmetic: the training itself went another way",
  );
});

Deno.test("explainDifference names another rounding, and another version of kernels and functions", () => {
  const first = { dataset: sampleDataset, settings: { learningRate: 0.01 } };
  assertEquals(
    explainDifference(first, { ...first, arithmetic: { kind: "fast", version: 2 } }),
    "another rounding: the bits of every machine, version 1, against fast rounding, version 2",
  );
  assertEquals(
    explainDifference({ ...first, arithmetic: { kind: "portable", version: 2 } }, first),
    "another version of kernels and functions: the bits of every machine, version 2, " +
      "against the bits of every machine, version 1",
  );
  // What is left out is the first that there was.
  assertEquals(
    explainDifference({ ...first, arithmetic: { kind: "portable", version: 1 } }, first),
    "the same data, recipe and arithmetic: the training itself went another way",
  );
  // The recipe comes first: it alone would change the weights.
  assertEquals(
    explainDifference(first, {
      ...first,
      settings: { learningRate: 0.1 },
      arithmetic: { kind: "blas", version: 1 },
    }),
    "another recipe: learningRate 0.01, against 0.1",
  );
});

Deno.test("compareDirectories names what was not repeated to the bit, and why", async () => {
  await withDirectory(async (root) => {
    const [before, after] = [join(root, "before"), join(root, "after")];
    const runs = [sampleRun(1, 0.5), sampleRun(2, 0.5), sampleRun(3, 0.5)];
    for (const name of ["01-a", "02-b", "03-c", "04-d"]) {
      await writeRecord(sampleParts({ name, runs }), { directory: before });
    }
    // What learned from other images is no record to hold a repetition against.
    const own = makeRecord(sampleParts({
      name: "05-own",
      dataset: ownDataset,
      runs: runs.map(({ firstTestAccuracy: _, ...run }) => run),
    }));
    await Deno.writeTextFile(join(before, "05-own.json"), JSON.stringify(own));
    await writeRecord(sampleParts({ name: "01-a", runs }), { directory: after });
    const other = [runs[0], { ...runs[1], weightsSha256: "f".repeat(64) }];
    await writeRecord(sampleParts({ name: "02-b", runs: other }), { directory: after });
    const settings = { learningRate: 0.1, layers: ["dense", "sigmoid"] };
    await writeRecord(sampleParts({ name: "04-d", runs: other, settings }), { directory: after });
    assertEquals(await compareDirectories(before, after), {
      lines: [
        "01-a: same weights for all 3 seeds",
        "02-b: same weights for 1 of 3 seeds, seed 2 differs, seed 3 is missing\n" +
        "  the same data, recipe and arithmetic: the training itself went another way",
        "03-c: not there",
        "04-d: same weights for 1 of 3 seeds, seed 2 differs, seed 3 is missing\n" +
        "  another recipe: learningRate 0.01, against 0.1",
      ],
      same: false,
    });
    assert((await compareDirectories(before, before)).same);
    assert(!(await compareDirectories(join(before, "nowhere"), after)).same);
  });
});
