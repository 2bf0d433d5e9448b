// The records room: what each training reached, kept on disk, and the results that the README shows.

export { accuracyChart } from "./accuracy_chart.ts";
export { type BitsMachine, type BitsRecord, type BitsSpeed, readBits } from "./bits_record.ts";
export {
  compareWeights,
  explainDifference,
  type Explained,
  type WeightsComparison,
} from "./compare_records.ts";
export {
  accuracyTable,
  compareRecords,
  comparisonChart,
  type ComparisonOptions,
  comparisonTable,
  inWords,
  meanAccuracy,
} from "./comparisons.ts";
export { inOrder, type LikeForLike, likeForLike } from "./like_for_like.ts";
export type { ExperimentEpoch, ExperimentRun } from "./experiment.ts";
export { makeRecord } from "./make_record.ts";
export { meanCurve } from "./mean_curve.ts";
export { type ResultFiles, resultsTable, writeResults } from "./readme_table.ts";
export type {
  RecordedDataset,
  RecordParts,
  ReferenceFigure,
  TrainingRecord,
  TrainingRun,
} from "./record.ts";
export {
  assertRecordWritable,
  readRecord,
  readRecords,
  recordsDirectory,
  type RecordsOptions,
  writeRecord,
  type WrittenRecord,
} from "./record_files.ts";
export { isPublished, recordedDataset } from "./recorded_dataset.ts";
export { type Result, resultTable } from "./result_table.ts";
export { type EndedTraining, trainingRun } from "./training_run.ts";
export { type Epochs, trainingChart, type TrainingChartOptions } from "./training_chart.ts";
export { type NewRecord, type RecordTitle, recordTraining } from "./trained.ts";
export {
  readSweep,
  type SweepRecord,
  type SweepRunner,
  type SweepTraining,
  writeSweep,
} from "./sweep_record.ts";
