// Training: schedules, optimizers, the loop, and what a trained network is worth.

export { accuracyOfFirst, type ClassFigures, evaluate, type Evaluation } from "./evaluate.ts";
export {
  DivergenceError,
  type EpochReport,
  fit,
  type FitOptions,
  type History,
  type Progress,
} from "./fit.ts";
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
