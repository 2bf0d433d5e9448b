// The bench room: how fast kernels and trainings are, its record, tables and charts.

export * from "./benchmark.ts";
export { ratioChart } from "./benchmark_chart.ts";
export { readBenchmark, writeBenchmark } from "./benchmark_record.ts";
export { kernelTable, memoryKernelTable, speedTable } from "./benchmark_tables.ts";
