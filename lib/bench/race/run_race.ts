// The race itself: one process after the other, and after an interruption only what is missing.

import { join } from "@std/path";
import * as v from "valibot";
import { checkSchema } from "../../system/schema.ts";
import { writeFileAtomic } from "../../system/write_file_atomic.ts";
import { engineLabel, type Missing } from "../benchmark.ts";
import { withoutRepeats } from "../rounds.ts";
import { entryLabel, type RaceRecipe, type RaceRun } from "./race.ts";
import { raceRunSchema } from "./race_record.ts";
import { type Racer, runRacer } from "./racers.ts";

/** Who races, on what, and who is told. */
export interface RaceOptions {
  readonly recipes: readonly RaceRecipe[];
  /** Ours, the one with the most threads first: it runs from all seeds. */
  readonly ours: readonly Racer[];
  /** The others. They try all ways from one seed, and the fastest runs from the other seeds. */
  readonly others: readonly Racer[];
  /** Runs that were made before: they are not repeated. */
  readonly done?: readonly RaceRun[];
  /** Called with who runs next. */
  readonly onProgress?: (text: string) => void;
  /** Called with all runs, after each of them. */
  readonly onRun?: (runs: readonly RaceRun[]) => Promise<void>;
  readonly signal?: AbortSignal;
}

/** Milliseconds before a run, in which the one before can be cleared away. */
const PAUSE = 200;

/**
 * Lets everybody train by every recipe.
 *
 * @returns All runs, those made before too, and who could not train.
 * @throws The reason of the signal, when that aborts.
 * @throws {Error} If two of ours that must have the same weights have others.
 */
export async function runRace(
  { recipes, ours, others, done = [], onProgress = () => {}, onRun, signal }: RaceOptions,
): Promise<{ runs: RaceRun[]; missing: Missing[] }> {
  const runs: RaceRun[] = [...done];
  const missing: Missing[] = [];
  const run = async (racer: Racer, recipe: RaceRecipe, seed: number) => {
    const known = runs.find((run) =>
      run.recipe === recipe.name && run.engine === racer.engine &&
      run.threads === racer.threads && run.seed === seed
    );
    if (known !== undefined) return known;
    onProgress(`${recipe.title}: ${entryLabel({ version: "", ...racer })}, seed ${seed}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    try {
      const task = { recipe: recipe.recipe, images: recipe.images, seed };
      const { processorSeconds: _, ...lap } = await runRacer(racer, { task, signal });
      const found = { recipe: recipe.name, ...lap };
      assertSameWeights(found, runs);
      runs.push(found);
      await onRun?.(runs);
      return found;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof OtherWeights) throw error;
      const engine = engineLabel({ engine: racer.engine, version: "" }).trim();
      missing.push({ engine, reason: (error as Error).message });
    }
  };
  let best = others;
  for (const recipe of recipes) {
    for (const [i, racer] of ours.entries()) {
      const seeds = i === 0 ? recipe.seeds : recipe.otherSeeds;
      for (let seed = 1; seed <= seeds; seed++) await run(racer, recipe, seed);
    }
    // A recipe with few seeds is a long one: then only the way that was best before.
    const isLong = recipe.otherSeeds < recipe.seeds;
    const tried: { racer: Racer; seconds: number }[] = [];
    for (const racer of isLong ? best.slice(0, 1) : others) {
      const first = await run(racer, recipe, 1);
      if (first) tried.push({ racer, seconds: first.allIn });
    }
    const order = tried.toSorted((a, b) => a.seconds - b.seconds).map(({ racer }) => racer);
    if (order.length === 0) continue;
    best = order;
    for (let seed = 2; seed <= recipe.otherSeeds; seed++) await run(order[0], recipe, seed);
  }
  return { runs, missing: withoutRepeats(missing) };
}

/** Two runs from one seed ended with other weights. */
class OtherWeights extends Error {
  override name = "OtherWeights";
}

function assertSameWeights(run: RaceRun, others: readonly RaceRun[]): void {
  if (run.weightsSha256 === null) return;
  const other = others.find(({ recipe, engine, seed }) =>
    recipe === run.recipe && engine === run.engine && seed === run.seed
  );
  if (other === undefined || other.weightsSha256 === run.weightsSha256) return;
  throw new OtherWeights(
    `Cannot race: "${run.recipe}" from seed ${run.seed} ended with the weights ` +
      `${run.weightsSha256} on ${run.threads} threads but ${other.weightsSha256} on ` +
      `${other.threads}; they must be the same, so the runs before are of other code: race with ` +
      `--again`,
  );
}

/** The runs of a race that was interrupted, which lie beside its record. */
export class Unfinished {
  readonly #path: string;
  readonly #key: string;

  /**
   * @param directory The folder of the record.
   * @param options `key`: what the race is; runs of another one are not taken.
   */
  constructor(directory: string, { key }: { key: unknown }) {
    this.#path = join(directory, ".race.part");
    this.#key = JSON.stringify(key);
  }

  /** The runs that were made; none if there are none of this race. */
  async load(): Promise<RaceRun[]> {
    let found: unknown;
    try {
      found = JSON.parse(await Deno.readTextFile(this.#path));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof SyntaxError) return [];
      throw error;
    }
    const { key, runs } = found as { key?: string; runs?: unknown };
    if (key !== this.#key) return [];
    return [...checkSchema(v.array(raceRunSchema), runs, { to: `go on from ${this.#path}` })];
  }

  async save(runs: readonly RaceRun[]): Promise<void> {
    await writeFileAtomic(this.#path, JSON.stringify({ key: this.#key, runs }));
  }

  /** Forgets them. */
  async remove(): Promise<void> {
    try {
      await Deno.remove(this.#path);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}
