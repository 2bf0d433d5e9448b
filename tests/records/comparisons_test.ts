// Comparisons as a notebook shows them: what stands in the table, the chart and the sentence.

import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  accuracyTable,
  compareRecords,
  comparisonCells,
  comparisonChart,
  comparisonTable,
  inWords,
  meanAccuracy,
  signFlipNote,
} from "../../lib/records/comparisons.ts";
import { compareSeeds, type SeedComparison } from "../../lib/stats/compare_seeds.ts";
import { sampleRun } from "./sample_record.ts";

const found: SeedComparison = {
  label: "momentum",
  parts: [0.002, 0.0026],
  difference: 0.0023,
  interval: { low: 0.0015, high: 0.0032 },
  p: 0.0035,
  holmP: 0.007,
  signFlipP: 0.5,
  verdict: "higher",
};

Deno.test("compareRecords compares the seeds that both records have, all pairs as one family", () => {
  const before = { runs: [sampleRun(3, 0.3), sampleRun(1, 0.1), sampleRun(2, 0.2)] };
  const after = { runs: [sampleRun(1, 0.5), sampleRun(3, 0.71)] };
  const pairs = {
    "later, less earlier": [before, after],
    "the other way": [after, before],
  } as const;
  assertEquals(
    compareRecords(pairs),
    compareSeeds([
      { label: "later, less earlier", before: [0.1, 0.3], after: [0.5, 0.71] },
      { label: "the other way", before: [0.71, 0.5], after: [0.3, 0.1] },
    ]),
  );
});

Deno.test("comparisonTable writes difference, interval, p-values and verdict", () => {
  assertEquals(
    comparisonTable([found], { heading: "with" }).media["text/markdown"].split("\n")[2],
    "| momentum | 2 | +0.23 points | +0.15 to +0.32 | 0.004 | 0.007 | 0.500 | higher |",
  );
  assertEquals(Object.values(comparisonCells(undefined)), ["", "", "", "", "", ""]);
  assertEquals(comparisonCells({ ...found, p: 0.0001 })["p, t-test"], "< 0.001");
});

Deno.test("accuracyTable writes what each way reaches, and compares all but the first", () => {
  const lines = [
    { cells: { way: "simple", rate: 0.1 }, accuracies: [0.9, 0.92] },
    { cells: { way: "momentum", rate: 0.01 }, accuracies: [0.902, 0.9226] },
  ];
  const rows = accuracyTable(lines, [found], { digits: 1 }).media["text/markdown"].split("\n");
  assertEquals(rows.slice(0, 4), [
    "| way | rate | test accuracy | difference | 95 % interval | p, t-test | p, Holm | p, sign flips | verdict |",
    rows[1],
    "| simple | 0.1 | 91.0 % ± 12.7 |  |  |  |  |  |  |",
    "| momentum | 0.01 | 91.2 % ± 13.1 | +0.2 points | +0.1 to +0.3 | 0.004 | 0.007 | 0.500 | higher |",
  ]);
  assertStringIncludes(rows.slice(4).join("\n"), "With 2 seeds");
});

Deno.test("comparisonChart draws the difference with its interval", () => {
  assertStringIncludes(comparisonChart([found], { x: "gain" }).svg, "+0.23 points");
});

Deno.test("inWords follows the verdict and cites the corrected p", () => {
  assertEquals(inWords(found), "+0.23 points (95 % interval +0.15 to +0.32, p = 0.007)");
  assertEquals(
    inWords({ ...found, holmP: 0.4, verdict: "undecided" }, { digits: 1 }),
    "cannot be told apart (+0.2 points, 95 % interval +0.1 to +0.3, p = 0.400)",
  );
});

Deno.test("meanAccuracy gives the reach of the interval of the mean, and none for one seed", () => {
  assertEquals(meanAccuracy([0.5, 0.6], 1), "55.0 % ± 63.5");
  assertEquals(meanAccuracy([0.5]), "50.00 %");
});

Deno.test("a table of few seeds says what the sign-flip test cannot reach", () => {
  const of = (seeds: number) => ({ ...found, parts: new Array(seeds).fill(0.002) });
  assertEquals(
    comparisonTable([of(6), of(5)]).media["text/plain"].split("\n").at(-1),
    "With 5 seeds the p of the sign-flip test cannot be less than 0.063, however clear a difference is.",
  );
  assertEquals(signFlipNote([of(6)]), undefined);
});
