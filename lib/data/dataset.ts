// Labelled images, and views of them that share their pixels.

import { Random, type StreamKey } from "../tensor/random.ts";
import { type Batch, type BatchesOptions, copyBatches } from "./batches.ts";
import type { DatasetSource } from "./dataset_info.ts";
import { share } from "./shared_memory.ts";

/** What a {@linkcode Dataset} knows about its images besides the bytes. */
export interface DatasetOptions {
  /** Where the images are from, for titles and error messages. */
  readonly name: string;
  /** Height and width of an image, in pixels. */
  readonly imageShape: readonly [height: number, width: number];
  /** How many classes there are: labels run from 0 to `classes - 1`. */
  readonly classes: number;
  /** Which of the images belong to the set, and in what order. All of them if left out. */
  readonly indices?: Uint32Array;
  /** The dataset that the images are of, if they were loaded from one. */
  readonly source?: DatasetSource;
}

/** Everything a {@linkcode Dataset} is made of, as a message to a Worker. */
export interface DatasetMessage extends DatasetOptions {
  /** The pixels of all images that the dataset may be a part of. */
  readonly images: Uint8Array;
  /** Their labels. */
  readonly labels: Uint8Array;
}

/**
 * Images of one size, each with a label.
 *
 * A subset or a shuffle is another list of indices over the same pixels, so it costs four bytes an
 * image. Pixels and labels lie in shared memory, where there is such a thing: a Worker reads them where
 * they are. A page that is not isolated from others has none, and its Workers get copies.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Dataset } from "./dataset.ts";
 *
 * const pixels = new Uint8Array([0, 255, 0, 255, 9, 9, 9, 9]);
 * const dataset = new Dataset(pixels, new Uint8Array([1, 0]), {
 *   name: "two tiny images",
 *   imageShape: [2, 2],
 *   classes: 2,
 * });
 * const [first, rest] = dataset.split(1);
 * assertEquals(first.label(0), 1);
 * assertEquals(rest.image(0), new Uint8Array([9, 9, 9, 9]));
 * ```
 */
export class Dataset {
  /** What it is called in titles and error messages. */
  readonly name: string;
  /** Height and width of an image, in pixels. */
  readonly imageShape: readonly [height: number, width: number];
  /** How many classes there are: labels run from 0 to `classes - 1`. */
  readonly classes: number;
  /** The dataset that the images are of, of which this may be a part. */
  readonly source: DatasetSource | undefined;
  /** How many images the set has. */
  readonly count: number;
  /** Bytes of one image. */
  readonly #size: number;
  readonly #images: Uint8Array;
  readonly #labels: Uint8Array;
  readonly #indices: Uint32Array;

  /**
   * Makes a dataset of pixels and labels.
   *
   * @param images The pixels, row by row, image by image. Copied into shared memory, unless they are in
   * such already or there is none; not to be changed afterwards.
   * @param labels One label an image, likewise.
   * @throws {RangeError} If images and labels do not match each other, the shape or the classes, or
   * an index is of no image.
   */
  constructor(
    images: Uint8Array,
    labels: Uint8Array,
    { name, imageShape, classes, indices, source }: DatasetOptions,
  ) {
    const [height, width] = imageShape;
    if (!imageShape.every((length) => Number.isInteger(length) && length >= 1)) {
      throw new RangeError(
        `Cannot make dataset "${name}": height and width must be integers of at least 1 ` +
          `but are ${height} and ${width}`,
      );
    }
    this.#size = height * width;
    if (images.length !== labels.length * this.#size) {
      throw new RangeError(
        `Cannot make dataset "${name}": ${labels.length} labels need ` +
          `${labels.length * this.#size} bytes of ${height}x${width} images ` +
          `but there are ${images.length}; images and labels must be of the same set`,
      );
    }
    const wrong = labels.findIndex((label) => label >= classes);
    if (wrong !== -1) {
      throw new RangeError(
        `Cannot make dataset "${name}": label ${labels[wrong]} of image ${wrong} is not one of ` +
          `${classes} classes, 0 to ${classes - 1}`,
      );
    }
    this.name = name;
    this.imageShape = [height, width];
    this.classes = classes;
    this.source = source;
    this.#images = share(images);
    this.#labels = share(labels);
    this.#indices = indices ?? Uint32Array.from(labels, (_, i) => i);
    this.#checkIndices(this.#indices, labels.length);
    this.count = this.#indices.length;
  }

  /** The pixels of an image, row by row, from 0 (paper) to 255 (ink). Not a copy: only to be read. */
  image(index: number): Uint8Array {
    const start = this.#indices[this.#check(index)] * this.#size;
    return this.#images.subarray(start, start + this.#size);
  }

  /** The class of an image. */
  label(index: number): number {
    return this.#labels[this.#indices[this.#check(index)]];
  }

  /**
   * The first images.
   *
   * @throws {RangeError} If there are not that many.
   */
  take(count: number): Dataset {
    return this.split(count)[0];
  }

  /**
   * The images of the given indices, in that order. An index may come more than once.
   *
   * @throws {RangeError} If an index is outside the dataset.
   */
  subset(indices: ArrayLike<number>): Dataset {
    // Checked as given: a Uint32Array would make an integer out of anything.
    this.#checkIndices(indices, this.count);
    return this.#view(Uint32Array.from(indices, (index) => this.#indices[index]));
  }

  /** All images in random order, which the key fixes. */
  shuffle(key: StreamKey): Dataset {
    return this.#view(new Random(key).shuffle(this.#indices.slice()));
  }

  /**
   * The first images, and the rest. Shuffle before where the order could matter.
   *
   * @throws {RangeError} If there are not that many.
   */
  split(count: number): [Dataset, Dataset] {
    if (!Number.isInteger(count) || count < 0 || count > this.count) {
      throw new RangeError(
        `Cannot take ${count} images of dataset "${this.name}": it has ${this.count}; take fewer`,
      );
    }
    return [this.#view(this.#indices.slice(0, count)), this.#view(this.#indices.slice(count))];
  }

  /**
   * The images in portions, from first to last.
   *
   * Every round of the loop gets the same object and the same buffers with new content: copy what
   * must outlive the round. The last batch is smaller if the size does not divide the count.
   *
   * @param size Images a batch.
   * @throws {RangeError} If the size is not an integer of at least 1, there is not room enough
   * in `into`, or an index in `order` is outside the dataset.
   *
   * @example
   * ```ts
   * import { assertEquals } from "@std/assert";
   * import { Dataset } from "./dataset.ts";
   *
   * const dataset = new Dataset(new Uint8Array(12), new Uint8Array([0, 1, 2]), {
   *   name: "three blank images",
   *   imageShape: [2, 2],
   *   classes: 3,
   * });
   * const counts = [];
   * for (const { count } of dataset.batches(2)) counts.push(count);
   * assertEquals(counts, [2, 1]);
   * ```
   */
  batches(size: number, options: BatchesOptions = {}): Generator<Batch, void, void> {
    return copyBatches(this, { size, ...options });
  }

  /** What to post to a Worker. Where memory can be shared only the indices are copied on the way. */
  toMessage(): DatasetMessage {
    const { name, imageShape, classes, source } = this;
    return {
      name,
      imageShape,
      classes,
      source,
      images: this.#images,
      labels: this.#labels,
      indices: this.#indices,
    };
  }

  /** The dataset that a message was made of, over the same shared memory. */
  static fromMessage(message: DatasetMessage): Dataset {
    return new Dataset(message.images, message.labels, message);
  }

  /** The name, how many images there are, and what they are like, in a line. */
  toString(): string {
    const [height, width] = this.imageShape;
    return `Dataset "${this.name}": ${this.count} images of ${height}x${width}, ` +
      `${this.classes} classes`;
  }

  #view(indices: Uint32Array): Dataset {
    const { name, imageShape, classes, source } = this;
    return new Dataset(this.#images, this.#labels, { name, imageShape, classes, source, indices });
  }

  #check(index: number): number {
    if (!(index >= 0 && index < this.count && Number.isInteger(index))) {
      throw new RangeError(
        `Cannot read image ${index} of dataset "${this.name}": it has ${this.count}, ` +
          `counted from 0`,
      );
    }
    return index;
  }

  #checkIndices(indices: ArrayLike<number>, count: number): void {
    for (let i = 0; i < indices.length; i++) {
      if (!(indices[i] >= 0 && indices[i] < count && Number.isInteger(indices[i]))) {
        throw new RangeError(
          `Cannot choose image ${indices[i]} of dataset "${this.name}": it has ${count}, ` +
            `counted from 0`,
        );
      }
    }
  }
}
