// The report room: statistics, records of trainings, charts and pictures.

export * from "./bars.ts";
export * from "./benchmark.ts";
export { ratioChart } from "./benchmark_chart.ts";
export * from "./benchmark_record.ts";
export { kernelTable, memoryKernelTable, speedTable } from "./benchmark_tables.ts";
export * from "./calibration.ts";
export * from "./calibration_chart.ts";
export { beside, captioned, Chart, plot, renderSvg } from "./chart.ts";
export * from "./confusion.ts";
export * from "./curves.ts";
export * from "./format.ts";
export * from "./image_sheet.ts";
export * from "./intervals.ts";
export * from "./make_record.ts";
export * from "./output.ts";
export { Picture } from "./picture.ts";
export * from "./record.ts";
export { resultsTable, writeResults } from "./readme_table.ts";
export { readRecord, readRecords, recordsDirectory, writeRecord } from "./record_files.ts";
export * from "./result_table.ts";
export * from "./sheets.ts";
export * from "./significance.ts";
export {
  type Interval,
  mean,
  meanInterval,
  standardDeviation,
  wilsonInterval,
} from "./statistics.ts";
export { type Cell, table } from "./table.ts";
export { chartWidth } from "./theme.ts";
export { type RecordTitle, recordTraining } from "./trained.ts";
