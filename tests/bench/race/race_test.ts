// What follows from the runs of a race.

import { assertAlmostEquals, assertEquals } from "@std/assert";
import { entryLabel, firstToReach, raceResults } from "../../../lib/bench/race/race.ts";
import { pytorchRun, sampleRace, sampleRun } from "./sample_race.ts";

Deno.test("raceResults puts the seeds of a recipe, an engine and a number of threads together", () => {
  const results = raceResults(sampleRace());
  assertEquals(results.map(({ recipe, label }) => `${recipe.name}: ${label}`), [
    "a: ours, wasm, 2 threads",
    "a: ours, wasm, 1 thread",
    "b: ours, wasm, 2 threads",
    "a: PyTorch 2.0, 2 threads",
  ]);
  const [two, , , pytorch] = results;
  assertAlmostEquals(two.allIn, 1.6, 1e-9);
  assertAlmostEquals(two.accuracy, 0.982, 1e-9);
  assertEquals([pytorch.allIn, pytorch.training], [9, 6]);
  assertAlmostEquals(pytorch.accuracy, 0.98, 1e-9);
});

Deno.test("what other threads found counts where the weights are the same, and only there", () => {
  const [, one] = raceResults(sampleRace());
  assertEquals(one.accuracies, [0.981, 0.983]);
  const race = sampleRace({ runs: [pytorchRun(), pytorchRun({ threads: 1, seed: 2 })] });
  assertEquals(raceResults(race).map(({ accuracies }) => accuracies.length), [1, 1]);
});

Deno.test("firstToReach takes the fastest recipe that was chosen for as much and reached it", () => {
  const results = raceResults(sampleRace()).filter(({ threads, engine }) =>
    threads === 2 && engine === "ours, wasm"
  );
  assertEquals(firstToReach(results, { goal: 0.98 })?.recipe.name, "a");
  assertEquals(firstToReach(results, { goal: 0.99 })?.recipe.name, "b");
  assertEquals(firstToReach(results, { goal: 0.995 }), undefined);
  // "a" would be faster, and good enough as it came out, but nobody knew that before.
  const lucky = sampleRace({
    runs: [sampleRun({ accuracy: 0.999 }), sampleRun({ recipe: "b", accuracy: 0.991, allIn: 5 })],
  });
  assertEquals(firstToReach(raceResults(lucky), { goal: 0.99 })?.recipe.name, "b");
});

Deno.test("entryLabel has a version where it is not ours", () => {
  assertEquals(
    entryLabel(pytorchRun({ engine: "PyTorch, channels_last" })),
    "PyTorch 2.0, channels_last, 2 threads",
  );
});
