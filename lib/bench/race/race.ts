// The race to an accuracy: how many seconds a training takes to 98, 99 and 99.5 %, all in.

import { mean, median } from "../../stats/mod.ts";
import type { Recipe } from "../../train/recipe.ts";
import { engineLabel, type Machine, type Missing } from "../benchmark.ts";

/** All that a race measured. */
export interface Race {
  /** The day of the last run, as "2025-11-21". */
  readonly measured: string;
  /** Where it was run. */
  readonly machine: Machine;
  /** What was trained. */
  readonly recipes: readonly RaceRecipe[];
  /** Each training, a process of its own. */
  readonly runs: readonly RaceRun[];
  /** Who could not take part, or not with some recipe. */
  readonly missing: readonly Missing[];
}

/** A recipe that races, and how often. */
export interface RaceRecipe {
  /** What runs call it. */
  readonly name: string;
  /** What a reader calls it. */
  readonly title: string;
  /** The accuracy that it was chosen for, on validation images; null where others made it. */
  readonly goal: number | null;
  /** How many of the training images it learns from, the first ones. */
  readonly images: number;
  /** The network and its training. */
  readonly recipe: Recipe;
  /** How many seeds ours start from with all threads. */
  readonly seeds: number;
  /** How many seeds all others start from. */
  readonly otherSeeds: number;
}

/** One training from one seed. */
export interface RaceRun {
  /** The name of the recipe. */
  readonly recipe: string;
  /** "ours, wasm", "PyTorch", "PyTorch, channels_last" and so on. */
  readonly engine: string;
  /** That of the library, or of Deno. */
  readonly version: string;
  /** How many threads it was set to use. */
  readonly threads: number;
  /** The seed of the network and of its training. */
  readonly seed: number;
  /** Seconds from the start of the process to the last step. */
  readonly allIn: number;
  /** Seconds from the first step to the last. */
  readonly training: number;
  /** On all test images, which were looked at once, afterwards. */
  readonly accuracy: number;
  /** SHA-256 of the weights; null for others than ours. */
  readonly weightsSha256: string | null;
}

/** One recipe, one engine and one number of threads, over all seeds. */
export interface RaceResult {
  /** What was trained. */
  readonly recipe: RaceRecipe;
  /** Who trained, as runs say it. */
  readonly engine: string;
  /** The engine, with its version where it is not ours, and its threads. */
  readonly label: string;
  /** How many threads it was set to use. */
  readonly threads: number;
  /** The mean of the test accuracies. */
  readonly accuracy: number;
  /** Those of the seeds. */
  readonly accuracies: readonly number[];
  /** Seconds from the start of the process to the last step, the median. */
  readonly allIn: number;
  /** Seconds from the first step to the last, the median. */
  readonly training: number;
}

/** The runs of a race that belong together, in the order in which they were first met. */
export function raceResults(race: Pick<Race, "recipes" | "runs">): RaceResult[] {
  const groups = Map.groupBy(race.runs, raceEntry);
  return [...groups.values()].map((runs): RaceResult => {
    const [{ engine, threads, recipe: name }] = runs;
    const recipe = race.recipes.find((recipe) => recipe.name === name)!;
    const accuracies = accuraciesOf(race.runs, runs);
    return {
      recipe,
      engine,
      label: entryLabel(runs[0]),
      threads,
      accuracies,
      accuracy: mean(accuracies),
      allIn: median(runs.map(({ allIn }) => allIn)),
      training: median(runs.map(({ training }) => training)),
    };
  });
}

/** What tells one entry of a race from others: all but the seed. */
export function raceEntry({ recipe, engine, version, threads }: RaceRun): string {
  return [recipe, engine, version, threads].join(" | ");
}

/** Who ran: the engine with its version where it is not ours, and how many threads it had. */
export function entryLabel(run: Pick<RaceRun, "engine" | "version" | "threads">): string {
  return `${engineLabel(run)}, ${run.threads === 1 ? "1 thread" : `${run.threads} threads`}`;
}

/**
 * The accuracies that count. Where the weights are the same to the bit for any number of threads, those of
 * seeds that were timed with another number count here, too.
 */
function accuraciesOf(all: readonly RaceRun[], runs: readonly RaceRun[]): number[] {
  const [{ recipe, engine, version, weightsSha256 }] = runs;
  if (weightsSha256 === null) return runs.map(({ accuracy }) => accuracy);
  const same = all.filter((run) =>
    run.recipe === recipe && run.engine === engine && run.version === version
  );
  return [...new Map(same.map(({ seed, accuracy }) => [seed, accuracy])).values()];
}

/**
 * The fastest of an engine's recipes that were chosen for an accuracy of at least `goal` and reached it.
 *
 * @param results All recipes of one engine and one number of threads.
 */
export function firstToReach(
  results: readonly RaceResult[],
  { goal }: { goal: number },
): RaceResult | undefined {
  return results.filter(({ recipe, accuracy }) => (recipe.goal ?? 0) >= goal && accuracy >= goal)
    .toSorted((a, b) => a.allIn - b.allIn)[0];
}

/** The accuracies that are raced to. */
export const GOALS = [0.98, 0.99, 0.995] as const;
