// Who runs how often in a race, and what is left to run after an interruption.

import { assertEquals, assertRejects } from "@std/assert";
import { fromFileUrl } from "@std/path";
import type { RaceRun } from "../../../lib/bench/race/race.ts";
import { type Racer, TASK } from "../../../lib/bench/race/racers.ts";
import { runRace, Unfinished } from "../../../lib/bench/race/run_race.ts";
import { denoProgram } from "../../../lib/system/run_deno.ts";
import { withDirectory } from "../../system/temporary_directory.ts";
import { sampleRecipe, sampleRun } from "./sample_race.ts";

const path = fromFileUrl(new URL("./tiny_racer.ts", import.meta.url));

function racer(engine: string, behaviour: string, threads = 1): Racer {
  const args = ["run", "-A", "--frozen", "--no-check", path, TASK, behaviour];
  return { engine, threads, command: [denoProgram(), ...args] };
}

const ours = [racer("ours, wasm", "ours", 2), racer("ours, wasm", "ours", 1)];

function names(runs: readonly RaceRun[]): string[] {
  return runs.map(({ recipe, engine, threads, seed }) => `${recipe} ${engine} ${threads} ${seed}`);
}

Deno.test("ours run from all seeds; of the others all try once, and the fastest goes on", async () => {
  const { runs, missing } = await runRace({
    recipes: [
      sampleRecipe({ seeds: 2, otherSeeds: 2 }),
      sampleRecipe({ name: "long", seeds: 2, otherSeeds: 1 }),
    ],
    ours,
    others: [racer("slow", "slow"), racer("fails", "fails"), racer("quick", "quick")],
  });
  assertEquals(names(runs), [
    ...["a ours, wasm 2 1", "a ours, wasm 2 2", "a ours, wasm 1 1", "a ours, wasm 1 2"],
    ...["a slow 1 1", "a quick 1 1", "a quick 1 2"],
    ...["long ours, wasm 2 1", "long ours, wasm 2 2", "long ours, wasm 1 1", "long quick 1 1"],
  ]);
  assertEquals(missing, [{ engine: "fails", reason: "TypeError: no such library" }]);
  assertEquals([runs[0].training, runs[0].accuracy, runs[0].version], [1, 0.1, "1"]);
});

Deno.test("what was run before is not run again", async () => {
  const saved: number[] = [];
  const done = [sampleRun({ threads: 2, version: "1" })];
  const { runs } = await runRace({
    recipes: [sampleRecipe()],
    ours: ours.slice(0, 1),
    others: [],
    done,
    onRun: async (runs) => {
      await Promise.resolve(saved.push(runs.length));
    },
  });
  assertEquals(names(runs), ["a ours, wasm 2 1", "a ours, wasm 2 2"]);
  assertEquals(runs[0], done[0]);
  assertEquals(saved, [2]);
});

Deno.test("other weights for another number of threads end the race", async () => {
  const racers = [ours[0], racer("ours, wasm", "changed", 1)];
  const recipes = [sampleRecipe({ seeds: 1, otherSeeds: 1 })];
  await assertRejects(
    () => runRace({ recipes, ours: racers, others: [] }),
    Error,
    `Cannot race: "a" from seed 1 ended with the weights ffff`,
  );
});

Deno.test("a signal ends the race with its reason", async () => {
  const end = new AbortController();
  await assertRejects(
    () =>
      runRace({
        recipes: [sampleRecipe()],
        ours,
        others: [],
        onProgress: () => end.abort(new Error("enough")),
        signal: end.signal,
      }),
    Error,
    "enough",
  );
});

Deno.test("Unfinished keeps the runs of one race, and gives them to no other", async () => {
  await withDirectory(async (directory) => {
    const unfinished = new Unfinished(directory, { key: { recipes: 1 } });
    assertEquals(await unfinished.load(), []);
    await unfinished.save([sampleRun()]);
    assertEquals(await unfinished.load(), [sampleRun()]);
    assertEquals(await new Unfinished(directory, { key: { recipes: 2 } }).load(), []);
    await unfinished.remove();
    await unfinished.remove();
    assertEquals(await unfinished.load(), []);
  });
});
