// The registry of datasets: to add one, describe it in a file here and give it a line below.

import type { DatasetInfo } from "../dataset_info.ts";
import { mnist } from "./mnist.ts";

/** All datasets that can be loaded by name. */
export const datasets = { mnist } as const satisfies Readonly<Record<string, DatasetInfo>>;

/** The name of a dataset in the registry. */
export type DatasetName = keyof typeof datasets;

/** The dataset whose files have this digest, if it is one that was published. */
export function publishedDataset(sha256: string): DatasetInfo | undefined {
  return Object.values(datasets).find((info) => info.sha256 === sha256);
}
