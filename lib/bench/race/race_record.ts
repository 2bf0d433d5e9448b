// The records of the race and of the search for its recipes, written whole or not at all.

import { join } from "@std/path";
import * as v from "valibot";
import {
  RACE_NAME,
  RACE_SEARCH_NAME,
  recordsDirectory,
  type RecordsOptions,
} from "../../records/record_files.ts";
import { readJson } from "../../system/read_json.ts";
import {
  amount,
  checkSchema,
  fraction,
  integer,
  integerFrom,
  type Schema,
  sha256,
  text,
} from "../../system/schema.ts";
import { writeFileAtomic } from "../../system/write_file_atomic.ts";
import { recipeSchema } from "../../train/recipe.ts";
import type { Missing } from "../benchmark.ts";
import type { Race, RaceMachine, RaceRecipe, RaceRun } from "./race.ts";
import type { RaceSearch, RaceTrial } from "./search.ts";

const DAY = 'a day, such as "2025-11-21"';
const day: Schema<string> = v.pipe(v.string(DAY), v.regex(/^\d{4}-\d\d-\d\d$/, DAY));

const machine: Schema<RaceMachine> = v.strictObject({
  processor: text,
  processors: integerFrom(1),
  vectorBits: v.nullable(integerFrom(1)),
  system: text,
  deno: text,
});

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

const missing: Schema<Missing> = v.strictObject({ engine: text, reason: text });

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

/**
 * Reads the record of the race.
 *
 * @throws {Deno.errors.NotFound} If there is none yet.
 * @throws {SyntaxError} If it is not JSON.
 * @throws {TypeError} If it is not such a record: the error names the field.
 */
export async function readRace(options: RecordsOptions = {}): Promise<Race> {
  return await read(raceSchema, { name: RACE_NAME, flag: "--race", ...options });
}

/**
 * Writes the record of the race.
 *
 * @returns The path of the file.
 * @throws {TypeError} If a field is missing, unknown or of the wrong kind: the error names it.
 */
export async function writeRace(race: Race, options: RecordsOptions = {}): Promise<string> {
  return await write(race, { schema: raceSchema, name: RACE_NAME, ...options });
}

/**
 * Reads the record of the search for recipes.
 *
 * @throws What {@linkcode readRace} throws.
 */
export async function readRaceSearch(options: RecordsOptions = {}): Promise<RaceSearch> {
  return await read(searchSchema, { name: RACE_SEARCH_NAME, flag: "--race --search", ...options });
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
  return await write(search, { schema: searchSchema, name: RACE_SEARCH_NAME, ...options });
}

/** The file of a record. */
export function racePath(name: string, { directory = recordsDirectory }: RecordsOptions): string {
  return join(directory, `${name}.json`);
}

async function read<T>(
  schema: Schema<T>,
  { name, flag, ...options }: RecordsOptions & { name: string; flag: string },
): Promise<T> {
  const path = racePath(name, options);
  const to = `read the record ${path}`;
  const value = await readJson(path, { to, missing: `make it with "deno task bench ${flag}"` });
  return checkSchema(schema, value, { to, name: "the record" });
}

async function write<T>(
  value: T,
  { schema, name, ...options }: RecordsOptions & { schema: Schema<T>; name: string },
): Promise<string> {
  const path = racePath(name, options);
  checkSchema(schema, value, { to: `write the record ${path}`, name: "the record" });
  await Deno.mkdir(options.directory ?? recordsDirectory, { recursive: true });
  await writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`);
  return path;
}
