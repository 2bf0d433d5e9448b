// MNIST, which all notebooks train on.

import type { LoadedDataset } from "./dataset_files.ts";
import { loadDataset, type LoadDatasetOptions } from "./load_dataset.ts";

/**
 * Loads MNIST: {@linkcode loadDataset} of "mnist".
 *
 * @throws What {@linkcode loadDataset} throws.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { loadMnist } from "./mnist.ts";
 *
 * const { train } = await loadMnist();
 * assertEquals(train.imageShape, [28, 28]);
 * ```
 */
export async function loadMnist(options?: LoadDatasetOptions): Promise<LoadedDataset> {
  return await loadDataset("mnist", options);
}
