// `deno task bench --race`, and the search for the recipes with `--search`.

import { loadMnist } from "../../data/mod.ts";
import { pathOfKind } from "../../records/record_of_kind.ts";
import { assertWritable } from "../../system/assert_writable.ts";
import { interruptSignal } from "../../system/signals.ts";
import { standardOutput } from "../../system/terminal_line.ts";
import { describeMachine } from "../machine.ts";
import { Status } from "../status.ts";
import { candidates, HELD_OUT } from "./candidates.ts";
import { entryLabel, raceResults, type RaceRun } from "./race.ts";
import { raceKind, raceSearchKind, writeRace, writeRaceSearch } from "./race_record.ts";
import { ourRacers, pytorchRacers, writeRaceData } from "./racers.ts";
import { raceRecipes } from "./recipes.ts";
import { runRace, Unfinished } from "./run_race.ts";
import { searchRecipes } from "./search.ts";
import { raceTable, searchTable } from "./race_tables.ts";

/** From how many seeds each candidate of a search is tried. */
const SEARCH_SEEDS = 2;

/** What is asked on the command line. */
export interface RaceCommand {
  readonly pythons: readonly string[];
  readonly directory: string;
  /** Whether to forget the runs of a race that was interrupted. */
  readonly again: boolean;
}

/** Races, and writes the record. */
export async function race({ pythons, directory, again }: RaceCommand): Promise<void> {
  await assertWritable(pathOfKind(raceKind, { directory }), { to: "record the race" });
  const status = new Status(standardOutput());
  const signal = interruptSignal();
  const machine = describeMachine();
  const unfinished = new Unfinished(directory, { key: { machine, recipes: raceRecipes, pythons } });
  if (again) await unfinished.remove();
  const data = await Deno.makeTempDir();
  try {
    status.show("writing the images for the others");
    await writeRaceData(await loadMnist(), data);
    const { processors } = machine;
    const threads = processors === 1 ? [1] : [processors, 1];
    const { runs, missing } = await runRace({
      recipes: raceRecipes,
      ours: ourRacers(threads),
      others: pythons.flatMap((python) => pytorchRacers(python, { data, threads })),
      done: await unfinished.load(),
      onProgress: (text) => status.show(text),
      onRun: async (runs) => {
        status.print(line(runs[runs.length - 1]));
        await unfinished.save(runs);
      },
      signal,
    });
    const found = { measured: today(), machine, recipes: raceRecipes, runs, missing };
    status.print(`\n${raceTable(raceResults(found))}\n`);
    for (const { engine, reason } of missing) status.print(`without ${engine}: ${reason}`);
    status.print(`Wrote ${await writeRace(found, { directory })}`);
    await unfinished.remove();
  } finally {
    await Deno.remove(data, { recursive: true });
  }
}

/** Tries all candidates, and writes what came of it. */
export async function search({ directory }: Pick<RaceCommand, "directory">): Promise<void> {
  await assertWritable(pathOfKind(raceSearchKind, { directory }), { to: "record the search" });
  const status = new Status(standardOutput());
  const trials = await searchRecipes(candidates, {
    racer: ourRacers([1])[0],
    heldOut: HELD_OUT,
    seeds: SEARCH_SEEDS,
    onProgress: (text) => status.show(text),
    onTrial: (trial) => status.print(`${searchTable([trial])}\n`),
    signal: interruptSignal(),
  });
  const machine = describeMachine();
  const found = { measured: today(), machine, heldOut: HELD_OUT, trials };
  status.print(`Wrote ${await writeRaceSearch(found, { directory })}`);
}

function line(run: RaceRun): string {
  const { recipe, seed, allIn, training, accuracy } = run;
  return `${recipe}: ${entryLabel(run)}, seed ${seed}: ${(100 * accuracy).toFixed(2)} % in ` +
    `${allIn.toFixed(2)} s, ${training.toFixed(2)} s from the first step`;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
