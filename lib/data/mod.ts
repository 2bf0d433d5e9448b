// The data room: images and labels, from files to batches.

export * from "./augment.ts";
export type { Batch, BatchesOptions } from "./batches.ts";
export * from "./csv.ts";
export type { LabelColumn } from "./csv_header.ts";
export * from "./dataset.ts";
export type { LoadedDataset } from "./dataset_files.ts";
export type { DatasetInfo, Part, PublishedFile } from "./dataset_info.ts";
export { sourceOf } from "./dataset_source.ts";
export { type DatasetName, datasets, publishedDataset } from "./datasets/mod.ts";
export * from "./elastic.ts";
export * from "./idx.ts";
export { loadDataset, type LoadDatasetOptions } from "./load_dataset.ts";
export { loadMnist } from "./mnist.ts";
export * from "./summary.ts";
export { Random, type StreamKey } from "../tensor/random.ts";
