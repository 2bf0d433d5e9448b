// Everything that a notebook needs, from one place.

export * from "./tensor/mod.ts";
export * from "./nn/mod.ts";
export * from "./data/mod.ts";
export * from "./train/mod.ts";
export * from "./report/mod.ts";
export * from "./inference/mod.ts";
export * from "./notebook/mod.ts";
