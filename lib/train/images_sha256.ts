// A short name for the images of a training.

import { sha256 } from "../data/digest.ts";
import type { Dataset } from "../data/mod.ts";

/** How many images are hashed at once. */
const BATCH = 1000;

/** The SHA-256 digest of the images and labels of a dataset, in their order. */
export async function imagesSha256(data: Dataset): Promise<string> {
  const [height, width] = data.imageShape;
  const digests: string[] = [];
  for (const { images, labels, count } of data.batches(BATCH)) {
    const bytes = new Uint8Array(count * (height * width + 1));
    bytes.set(images.subarray(0, count * height * width));
    bytes.set(labels.subarray(0, count), count * height * width);
    digests.push(await sha256(bytes));
  }
  return await sha256(new TextEncoder().encode(digests.join("")));
}
