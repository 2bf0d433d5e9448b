// Training: schedules, optimizers, the loop, and what a trained network is worth.

export { accuracyOfFirst, type ClassMetrics, evaluate, type Evaluation } from "./evaluate.ts";
export { ensembleOf } from "./ensemble.ts";
export type { EarlyStoppingOptions } from "./early_stopping.ts";
export { DivergenceError, fit } from "./fit.ts";
export type { CheckpointOptions, FitOptions } from "./fit_options.ts";
export type { EpochReport, History, Progress } from "./history.ts";
export { adam, momentum, type OptimizerSpec, sgd } from "./optimizers.ts";
export type { Recipe, TrainingSettings } from "./recipe.ts";
export {
  cosineDecay,
  exponentialDecay,
  learningRateAt,
  oneCycle,
  type Schedule,
  stepDecay,
} from "./schedules.ts";
export { type SeedRun, trainSeeds, type TrainSeedsOptions } from "./seeds.ts";
