// The images that every peer trains on, as two files of bytes that all languages can read.

import { join } from "@std/path";
import type { Dataset } from "../data/mod.ts";

/** How many images there are: batches of the largest size, and small enough to stay out of the way. */
export const IMAGES = 1280;

/**
 * Writes the first images of a dataset to the file `images`, 784 bytes each, and their labels to
 * `labels`.
 */
export async function writeBenchData(data: Dataset, directory: string): Promise<void> {
  const { images, labels } = data.take(IMAGES).batches(IMAGES).next().value!;
  await Deno.writeFile(join(directory, "images"), new Uint8Array(images));
  await Deno.writeFile(join(directory, "labels"), new Uint8Array(labels));
}
