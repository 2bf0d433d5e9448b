// The records of the race and of its search, written and read.

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import type { Race } from "../../../lib/bench/race/race.ts";
import {
  readRace,
  readRaceSearch,
  writeRace,
  writeRaceSearch,
} from "../../../lib/bench/race/race_record.ts";
import type { RaceSearch } from "../../../lib/bench/race/search.ts";
import { readRecords } from "../../../lib/records/record_files.ts";
import { withDirectory } from "../../system/temporary_directory.ts";
import { sampleRace, sampleRun, tinyRecipe } from "./sample_race.ts";

const sampleSearch: RaceSearch = {
  measured: "2025-11-21",
  machine: sampleRace().machine,
  heldOut: 10,
  trials: [{
    title: "tiny",
    goal: 0.98,
    images: 100,
    recipe: tinyRecipe,
    accuracies: [0.97, 0.98],
    seconds: 1.5,
  }],
};

Deno.test("what is written is read, and is no record of a training", async () => {
  await withDirectory(async (directory) => {
    assertEquals(await writeRace(sampleRace(), { directory }), join(directory, "race.json"));
    assertEquals(await readRace({ directory }), sampleRace());
    await writeRaceSearch(sampleSearch, { directory });
    assertEquals(await readRaceSearch({ directory }), sampleSearch);
    assertEquals(await readRecords({ directory }), []);
  });
});

Deno.test("readRace and readRaceSearch say how a record is made", async () => {
  await withDirectory(async (directory) => {
    const { NotFound } = Deno.errors;
    await assertRejects(() => readRace({ directory }), NotFound, '"deno task bench --race"');
    await assertRejects(
      () => readRaceSearch({ directory }),
      NotFound,
      '"deno task bench --race --search"',
    );
  });
});

Deno.test("a race with a wrong field is not written", async () => {
  const { machine } = sampleRace();
  const wrong: [Partial<Race>, string][] = [
    [{ measured: "today" }, 'measured is "today" but must be a day'],
    [{ machine: { ...machine, vectorBits: 0 } }, "machine.vectorBits is 0"],
    [{ runs: [sampleRun({ accuracy: 98 })] }, "runs[0].accuracy is 98 but must be a number from 0"],
    [{ runs: [sampleRun({ weightsSha256: "?" })] }, "runs[0].weightsSha256"],
    [{ run: [] } as never, "did you mean runs?"],
  ];
  await withDirectory(async (directory) => {
    for (const [changes, message] of wrong) {
      await assertRejects(() => writeRace(sampleRace(changes), { directory }), TypeError, message);
    }
    assertEquals(await Array.fromAsync(Deno.readDir(directory)), []);
  });
});
