// The search for the recipes that race: what was tried, judged by training images that were held out.

import { median } from "../../stats/mod.ts";
import type { Recipe } from "../../train/recipe.ts";
import type { Machine } from "../benchmark.ts";
import { type Racer, runRacer } from "./racers.ts";

/** All that was tried. */
export interface RaceSearch {
  /** The day, as "2025-11-21". */
  readonly measured: string;
  /** Where it was run. */
  readonly machine: Machine;
  /** How many training images were held out. */
  readonly heldOut: number;
  /** Each recipe that was tried, in order. */
  readonly trials: readonly RaceTrial[];
}

/** Something that can be tried. */
export interface Candidate {
  /** What a reader calls it. */
  readonly title: string;
  /** The accuracy that it is tried for. */
  readonly goal: number;
  /** How many images it learns from. */
  readonly images: number;
  /** The network and its training. */
  readonly recipe: Recipe;
}

/** A recipe, and how it did. */
export interface RaceTrial extends Candidate {
  /** On the images held out, one for each seed. */
  readonly accuracies: readonly number[];
  /** What one thread computed from the first step to the last, the median. */
  readonly seconds: number;
}

/** Where the search ends, and who is told. */
export interface SearchOptions {
  readonly heldOut: number;
  readonly seeds: number;
  readonly onProgress?: (text: string) => void;
  readonly onTrial?: (trial: RaceTrial) => void;
  readonly signal?: AbortSignal;
}

/**
 * Tries candidates.
 *
 * @param racer Who trains, on one thread.
 * @throws The reason of the signal, when that aborts.
 * @throws {Error} If a training fails.
 */
export async function searchRecipes(
  candidates: readonly Candidate[],
  { racer, heldOut, seeds, onProgress, onTrial, signal }: SearchOptions & { racer: Racer },
): Promise<RaceTrial[]> {
  const trials: RaceTrial[] = [];
  for (const candidate of candidates) {
    const accuracies: number[] = [];
    const seconds: number[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      onProgress?.(`${candidate.title}, seed ${seed}`);
      const { recipe, images } = candidate;
      const task = { recipe, images, seed, heldOut };
      const { accuracy, processorSeconds } = await runRacer(racer, { task, signal });
      accuracies.push(accuracy);
      seconds.push(processorSeconds);
    }
    const trial = { ...candidate, accuracies, seconds: Number(median(seconds).toFixed(2)) };
    trials.push(trial);
    onTrial?.(trial);
  }
  return trials;
}
