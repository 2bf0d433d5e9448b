// Batches: portions of a dataset, copied one after another into the same buffers.

/** Images and labels copied out of a dataset, one after another. */
export interface Batch {
  /** The pixels, row by row, image by image. Those past `count` images are left from before. */
  images: Uint8Array;
  /** One label an image. */
  labels: Uint8Array;
  /** How many images the batch has: the last one of a set may have fewer than the others. */
  count: number;
}

/** How to go through a dataset in batches. */
export interface BatchesOptions {
  /** Places in the dataset in the order wanted; all from first to last if left out. */
  order?: Uint32Array;
  /** Room for one batch, such as memory of a backend; new buffers if left out. */
  into?: { images: Uint8Array; labels: Uint8Array };
}

/** What batches are copied out of. */
export interface LabelledImages {
  readonly imageShape: readonly [height: number, width: number];
  readonly count: number;
  image(place: number): Uint8Array;
  label(place: number): number;
}

/**
 * The work of `Dataset.batches`.
 *
 * @param source The images and labels.
 * @param options Those of `Dataset.batches`, and `size`, how many images a batch has.
 * @throws {RangeError} If the size is not a whole number of at least 1, there is not room enough
 * in `into`, or a place in `order` is outside the dataset.
 */
export function copyBatches(
  source: LabelledImages,
  { size, order, into }: BatchesOptions & { size: number },
): Generator<Batch, void, void> {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(
      `Cannot make batches: the size must be a whole number of at least 1 but is ${size}`,
    );
  }
  const pixels = source.imageShape[0] * source.imageShape[1];
  const total = order?.length ?? source.count;
  const largest = Math.min(size, total);
  const batch = {
    images: into?.images ?? new Uint8Array(largest * pixels),
    labels: into?.labels ?? new Uint8Array(largest),
    count: 0,
  };
  if (batch.images.length < largest * pixels || batch.labels.length < largest) {
    throw new RangeError(
      `Cannot make batches of ${largest}: they need ${largest * pixels} bytes of images and ` +
        `${largest} of labels but there is room for ${batch.images.length} and ` +
        `${batch.labels.length}`,
    );
  }
  return fill(batch, { source, size, order, total, pixels });
}

/** The rounds themselves, apart so that the checks above are made before the first of them. */
function* fill(
  batch: Batch,
  { source, size, order, total, pixels }: {
    source: LabelledImages;
    size: number;
    order?: Uint32Array;
    total: number;
    pixels: number;
  },
): Generator<Batch, void, void> {
  for (let start = 0; start < total; start += size) {
    batch.count = Math.min(size, total - start);
    for (let i = 0; i < batch.count; i++) {
      const place = order === undefined ? start + i : order[start + i];
      batch.images.set(source.image(place), i * pixels);
      batch.labels[i] = source.label(place);
    }
    yield batch;
  }
}
