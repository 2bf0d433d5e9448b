// Batches: portions of a dataset, copied one after another into the same buffers.

/** Images and labels copied out of a dataset, one after another. */
export interface Batch {
  /** The pixels, row by row, image by image. Those past `count` images are left from before. */
  readonly images: Uint8Array;
  /** One label an image. */
  readonly labels: Uint8Array;
  /** How many images the batch has: the last one of a set may have fewer than the others. */
  readonly count: number;
}

/** How to go through a dataset in batches. */
export interface BatchesOptions {
  /** Indices of images in the order wanted; all from first to last if left out. */
  readonly order?: Uint32Array;
  /** Room for one batch, such as memory of a backend; new buffers if left out. */
  readonly into?: { readonly images: Uint8Array; readonly labels: Uint8Array };
}

/** What batches are copied out of. */
export interface LabelledImages {
  readonly imageShape: readonly [height: number, width: number];
  readonly count: number;
  image(index: number): Uint8Array;
  label(index: number): number;
}

/**
 * The work of `Dataset.batches`.
 *
 * @param source The images and labels.
 * @param options Those of `Dataset.batches`, and `size`, how many images a batch has.
 * @throws {RangeError} If the size is not an integer of at least 1, there is not room enough
 * in `into`, or an index in `order` is outside the dataset.
 */
export function copyBatches(
  source: LabelledImages,
  { size, order, into }: BatchesOptions & { size: number },
): Generator<Batch, void, void> {
  if (!Number.isInteger(size) || size < 1) {
    throw new RangeError(
      `Cannot make batches: the size must be an integer of at least 1 but is ${size}`,
    );
  }
  const pixels = source.imageShape[0] * source.imageShape[1];
  const total = order?.length ?? source.count;
  const largest = Math.min(size, total);
  const batch: Filled = {
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

/** A batch while it is being filled. */
type Filled = { -readonly [Key in keyof Batch]: Batch[Key] };

/** The rounds themselves, apart so that the checks above are made before the first of them. */
function* fill(
  batch: Filled,
  { source, size, order, total, pixels }: {
    readonly source: LabelledImages;
    readonly size: number;
    readonly order?: Uint32Array;
    readonly total: number;
    readonly pixels: number;
  },
): Generator<Batch, void, void> {
  for (let start = 0; start < total; start += size) {
    batch.count = Math.min(size, total - start);
    for (let i = 0; i < batch.count; i++) {
      const index = order === undefined ? start + i : order[start + i];
      batch.images.set(source.image(index), i * pixels);
      batch.labels[i] = source.label(index);
    }
    yield batch;
  }
}
