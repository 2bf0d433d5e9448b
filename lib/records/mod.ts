// The records room: what each training reached, kept on disk, and the results that the README shows.

export * from "./accuracy_chart.ts";
export * from "./make_record.ts";
export * from "./mean_curve.ts";
export { resultsTable, writeResults } from "./readme_table.ts";
export * from "./record.ts";
export { readRecord, readRecords, recordsDirectory, writeRecord } from "./record_files.ts";
export * from "./result_table.ts";
export { type RecordTitle, recordTraining } from "./trained.ts";
