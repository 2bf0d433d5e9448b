// Training: schedules, optimizers, the loop, and what a trained network is worth.

export type * from "../data/mod.ts";
export type * from "../nn/mod.ts";
export { askTeachers } from "./ask_teachers.ts";
export type { Checkpoint } from "./checkpoint.ts";
export { checkpointFile } from "./checkpoint_file.ts";
export { evaluate, type EvaluateOptions } from "./evaluate.ts";
export { accuracyOfFirst, type ClassMetrics, type Evaluation, wrongImages } from "./evaluation.ts";
export { ensembleOf } from "./ensemble.ts";
export type { EarlyStoppingOptions } from "./early_stopping.ts";
export type { Distillation } from "./distillation.ts";
export { DivergenceError } from "./divergence.ts";
export { fit } from "./fit.ts";
export type { FitOptions } from "./fit_options.ts";
export type { EpochReport, History, Progress } from "./history.ts";
export {
  adam,
  type AdamSpec,
  momentum,
  type MomentumSpec,
  type OptimizerSettings,
  type OptimizerSpec,
  sgd,
  type SgdSpec,
} from "./optimizers/mod.ts";
export type { Recipe, TrainingSettings } from "./recipe.ts";
export {
  type CosineDecay,
  cosineDecay,
  type ExponentialDecay,
  exponentialDecay,
  learningRateAt,
  type OneCycle,
  oneCycle,
  type Schedule,
  type SchedulePosition,
  type ScheduleSpec,
  type StepDecay,
  stepDecay,
} from "./schedules/mod.ts";
export type { Outcome, Runner, RunnerOptions, Training } from "./runner.ts";
export type { SeedRun } from "./seed_run.ts";
export { trainSeeds, type TrainSeedsOptions } from "./seeds.ts";
export { type Lesson, partOfLesson } from "./lesson.ts";
export { makeSoftTargets, type SoftTargets } from "./soft_targets.ts";
export { loadSoftTargets, saveSoftTargets } from "./soft_targets_file.ts";
export { sweep, type SweepOptions, type SweepResult } from "./sweep.ts";
export { workerRunner } from "./worker_runner.ts";
