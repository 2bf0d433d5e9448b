// The records room: what each training reached, kept on disk, and the results that the README shows.

export * from "./accuracy_chart.ts";
export * from "./make_record.ts";
export * from "./mean_curve.ts";
export { resultsTable, writeResults } from "./readme_table.ts";
export { compareWeights, explainDifference, type WeightsComparison } from "./compare_records.ts";
export * from "./record.ts";
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
export { type NewRecord, type RecordTitle, recordTraining } from "./trained.ts";
