// The race in tables and in a chart.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { raceResults } from "../../../lib/bench/race/race.ts";
import {
  goalTable,
  raceChart,
  raceTable,
  searchTable,
} from "../../../lib/bench/race/race_tables.ts";
import { sampleRace, sampleRecipe, sampleRun, tinyRecipe } from "./sample_race.ts";

const results = raceResults(sampleRace());

Deno.test("raceTable has a line for each recipe, engine and number of threads", () => {
  const lines = String(raceTable(results)).split("\n");
  assertEquals(lines.length, 2 + results.length);
  assertStringIncludes(
    lines[2].replaceAll(/\s+/g, " "),
    "A ours, wasm, 2 threads 2 98.20 % 1.6 1.0",
  );
});

Deno.test("goalTable has the seconds to each accuracy, and nothing where it was not reached", () => {
  const text = String(goalTable(results)).replaceAll(/[^\S\n]+/g, " ");
  assertStringIncludes(text, "trained by to 98 % to 99 % to 99.5 %");
  assertStringIncludes(text, "ours, wasm, 2 threads 1.6 s (1.0 s) 4.0 s (3.5 s) –");
});

Deno.test("raceChart draws a line for each, and a point for a recipe of others", () => {
  const race = sampleRace();
  const foreign = sampleRecipe({ name: "foreign", goal: null });
  const chart = raceChart(raceResults({
    recipes: [...race.recipes, foreign],
    runs: [...race.runs, sampleRun({ recipe: "foreign", threads: 2 })],
  }));
  assertStringIncludes(String(chart), "ours, wasm, 2 threads: test accuracy 98.20 %");
  assertStringIncludes(String(chart), "foreign: test accuracy 98.10 %");
  assertStringIncludes(chart.svg, "99.5 %");
});

Deno.test("searchTable has the mean of the seeds, and how far they are apart", () => {
  const trial = { title: "tiny", goal: 0.995, images: 100, recipe: tinyRecipe, seconds: 1.5 };
  const text = String(searchTable([{ ...trial, accuracies: [0.97, 0.98] }]));
  assertStringIncludes(text.replaceAll(/\s+/g, " "), "99.5 % tiny 100 97.50 % 1.00 % 1.5");
});
