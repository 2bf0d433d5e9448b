// The data room: images and labels, from files to batches.

export { Augmenter, type AugmentOptions } from "./augment.ts";
export type { Batch, BatchesOptions } from "./batches.ts";
export { type CsvOptions, type ImagesAndLabels, parseCsv } from "./csv.ts";
export type { LabelColumn } from "./csv_header.ts";
export { Dataset, type DatasetMessage, type DatasetOptions } from "./dataset.ts";
export type { LoadedDataset } from "./dataset_files.ts";
export type { DatasetInfo, DatasetSource, Part, PublishedFile } from "./dataset_info.ts";
export { sourceOf } from "./dataset_source.ts";
export { doubtfulTestLabels } from "./datasets/doubtful_labels.ts";
export { type DatasetName, datasets, publishedDataset } from "./datasets/mod.ts";
export { DisplacementField, type ElasticOptions } from "./elastic.ts";
export { decodeIdx, encodeIdx, type IdxArray } from "./idx.ts";
export { loadDataset, type LoadDatasetOptions } from "./load_dataset.ts";
export { loadMnist } from "./mnist.ts";
export {
  averageImage,
  averageImages,
  countPerClass,
  pixelHistogram,
  type PixelStatistics,
  pixelStatistics,
} from "./summary.ts";
export { variantsOf, type VariantsOptions } from "./variants.ts";
