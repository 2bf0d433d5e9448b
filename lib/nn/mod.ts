// Networks: layers, losses and first weights.

export * from "./initializers.ts";
export * from "./layers/mod.ts";
export { weightsSha256 } from "./fingerprint.ts";
export { crossEntropy, type LossName, type LossResult, meanSquaredError } from "./losses.ts";
export { type PassOptions, Sequential, type SequentialOptions } from "./sequential.ts";
