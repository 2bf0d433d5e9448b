// The records of the race and of the search for its recipes, written whole or not at all.

import * as v from "valibot";
import { RACE_NAME, RACE_SEARCH_NAME, type RecordsOptions } from "../../records/record_files.ts";
import { readKind, type RecordKind, writeKind } from "../../records/record_of_kind.ts";
import {
  amount,
  fraction,
  integer,
  integerFrom,
  type Schema,
  sha256,
  text,
} from "../../system/schema.ts";
import { recipeSchema } from "../../train/recipe.ts";
import { day, machineEntries, missing } from "../benchmark_schema.ts";
import type { Machine } from "../benchmark.ts";
import type { Race, RaceRecipe, RaceRun } from "./race.ts";
import type { RaceSearch, RaceTrial } from "./search.ts";

const machine: Schema<Machine> = v.strictObject(machineEntries);

const recipe: Schema<RaceRecipe> = v.strictObject({
  name: text,
  title: text,
  goal: v.nullable(fraction),
  images: integerFrom(1),
  recipe: recipeSchema,
  seeds: integerFrom(1),
  otherSeeds: integerFrom(1),
});

/** What one run must be. */
export const raceRunSchema: Schema<RaceRun> = v.strictObject({
  recipe: text,
  engine: text,
  version: text,
  threads: integerFrom(1),
  seed: integer,
  allIn: amount,
  training: amount,
  accuracy: fraction,
  weightsSha256: v.nullable(sha256),
});

const raceSchema: Schema<Race> = v.strictObject({
  measured: day,
  machine,
  recipes: v.array(recipe),
  runs: v.array(raceRunSchema),
  missing: v.array(missing),
});

const trial: Schema<RaceTrial> = v.strictObject({
  title: text,
  goal: fraction,
  images: integerFrom(1),
  recipe: recipeSchema,
  accuracies: v.array(fraction),
  seconds: amount,
});

const searchSchema: Schema<RaceSearch> = v.strictObject({
  measured: day,
  machine,
  heldOut: integerFrom(1),
  trials: v.array(trial),
});

/** The record of the race. */
export const raceKind: RecordKind<Race> = {
  name: RACE_NAME,
  schema: raceSchema,
  command: "deno task bench --race",
};

/** The record of the search for its recipes. */
export const raceSearchKind: RecordKind<RaceSearch> = {
  name: RACE_SEARCH_NAME,
  schema: searchSchema,
  command: "deno task bench --race --search",
};

/**
 * Reads the record of the race.
 *
 * @throws What `readKind` throws: it says how the record is made, or which field is wrong.
 */
export async function readRace(options: RecordsOptions = {}): Promise<Race> {
  return await readKind(raceKind, options);
}

/**
 * Writes the record of the race.
 *
 * @returns The path of the file.
 * @throws {TypeError} If a field is missing, unknown or of the wrong kind: the error names it.
 */
export async function writeRace(race: Race, options: RecordsOptions = {}): Promise<string> {
  return await writeKind(race, { ...raceKind, ...options });
}

/**
 * Reads the record of the search for recipes.
 *
 * @throws What {@linkcode readRace} throws.
 */
export async function readRaceSearch(options: RecordsOptions = {}): Promise<RaceSearch> {
  return await readKind(raceSearchKind, options);
}

/**
 * Writes the record of the search for recipes.
 *
 * @returns The path of the file.
 * @throws {TypeError} If a field is missing, unknown or of the wrong kind: the error names it.
 */
export async function writeRaceSearch(
  search: RaceSearch,
  options: RecordsOptions = {},
): Promise<string> {
  return await writeKind(search, { ...raceSearchKind, ...options });
}
