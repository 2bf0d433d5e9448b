// Everything that a notebook needs, from one place.

export * from "./tensor/mod.ts";
export * from "./nn/mod.ts";
export * from "./data/mod.ts";
export * from "./train/mod.ts";
export * from "./stats/mod.ts";
export * from "./charts/mod.ts";
export * from "./records/mod.ts";
export * from "./inference/mod.ts";
export * from "./bench/mod.ts";
export * from "./notebook/mod.ts";
export * from "./pad/mod.ts";
export { duration } from "./system/duration.ts";
