// The bench room: how fast kernels and trainings are, its record, tables and charts.

export * from "./benchmark.ts";
export { ratioChart } from "./benchmark_chart.ts";
export { readBenchmarks, writeBenchmark } from "./benchmark_record.ts";
export { machineRatios, machineTable } from "./machine_tables.ts";
export { kernelTable, memoryKernelTable, speedTable } from "./benchmark_tables.ts";
export {
  firstToReach,
  GOALS,
  type Race,
  type RaceRecipe,
  type RaceResult,
  raceResults,
  type RaceRun,
} from "./race/race.ts";
export { readRace, readRaceSearch, writeRace, writeRaceSearch } from "./race/race_record.ts";
export { goalTable, raceChart, raceTable, searchTable } from "./race/race_tables.ts";
export { raceRecipes } from "./race/recipes.ts";
export type { Candidate, RaceSearch, RaceTrial } from "./race/search.ts";

// What its tables, charts and records are made of.
export type { Chart, Media, Output } from "../charts/mod.ts";
export type { RecordsOptions } from "../records/record_files.ts";
