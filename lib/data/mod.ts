// The data room: images and labels, from files to batches.

export * from "./augment.ts";
export type { Batch, BatchesOptions } from "./batches.ts";
export * from "./csv.ts";
export * from "./dataset.ts";
export * from "./elastic.ts";
export * from "./idx.ts";
export * from "./mnist.ts";
export type { Mnist } from "./mnist_files.ts";
export * from "./summary.ts";
