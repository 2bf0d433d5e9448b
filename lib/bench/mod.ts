// The bench room: how fast kernels and trainings are, its record, tables and charts.

export * from "./benchmark.ts";
export { ratioChart } from "./benchmark_chart.ts";
export { readBenchmark, writeBenchmark } from "./benchmark_record.ts";
export { kernelTable, memoryKernelTable, speedTable } from "./benchmark_tables.ts";

// What its tables, charts and records are made of.
export type { Chart, Media, Output } from "../charts/mod.ts";
export type { RecordsOptions } from "../records/record_files.ts";
