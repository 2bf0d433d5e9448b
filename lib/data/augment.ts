// Augmentation: images moved, turned, stretched and bent a little, as other hands would write them.

import * as v from "valibot";
import { amount, belowOne, checkSchema, type Schema } from "../system/schema.ts";
import { cos, sin } from "../tensor/elementary.ts";
import { Random, type StreamKey } from "../tensor/random.ts";
import type { Batch } from "./batches.ts";
import { DisplacementField, type ElasticOptions, elasticSchema } from "./elastic.ts";

/**
 * How much images are changed, as plain data for a recipe.
 *
 * Each number is the largest change: what an image gets is drawn evenly from minus to plus that.
 * What is left out does not happen.
 */
export interface AugmentOptions {
  /** Degrees that an image is turned about its centre. */
  readonly rotation?: number;
  /** Pixels that it is moved, along each axis. */
  readonly shift?: number;
  /** Fraction by which it grows or shrinks, each axis on its own: 0.1 is from 90 % to 110 %. */
  readonly zoom?: number;
  /** How far it is slanted: 0.1 moves a row by a tenth of its height over the centre. */
  readonly shear?: number;
  /** Pixels pushed about like ink on a rubber sheet. */
  readonly elastic?: ElasticOptions;
}

/** What the options of augmentation must be. */
export const augmentSchema: Schema<AugmentOptions> = v.strictObject({
  rotation: v.optional(amount),
  shift: v.optional(amount),
  zoom: v.optional(belowOne),
  shear: v.optional(amount),
  elastic: v.optional(elasticSchema),
});

/**
 * Changes images at random, all that is asked for in one step.
 *
 * For each pixel of the new image the point in the old one is found that it comes from, as
 * `matrix (p - centre - shift) + centre + displacement(p)`, and the four pixels around this point
 * are averaged, the nearer the more (bilinear interpolation). Doing it once for all changes
 * together keeps strokes sharp. Outside the old image there is paper, 0.
 *
 * An augmenter keeps its working memory from image to image, and allocates nothing for one.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Random } from "../tensor/random.ts";
 * import { Augmenter } from "./augment.ts";
 *
 * const augmenter = new Augmenter({ rotation: 15, shift: 2 }, { imageShape: [28, 28] });
 * const image = new Uint8Array(28 * 28).fill(255, 300, 500);
 * const random = new Random([1, "augment"]);
 * const turned = augmenter.apply(image, { into: new Uint8Array(28 * 28), random });
 * assertEquals(turned.length, 784);
 * ```
 */
export class Augmenter {
  /** How much it changes them. */
  readonly options: AugmentOptions;
  readonly #height: number;
  readonly #width: number;
  readonly #field: DisplacementField | undefined;
  /** The old image with a margin of zeros: one before it, two after it. */
  readonly #source: Float64Array;

  /**
   * Makes an augmenter for images of one size.
   *
   * @throws {RangeError} If an option is unknown, negative or no number, or a zoom is 1 or more.
   */
  constructor(
    options: AugmentOptions,
    { imageShape }: { imageShape: readonly [height: number, width: number] },
  ) {
    checkSchema(augmentSchema, options, { to: "augment images", ErrorType: RangeError });
    this.options = options;
    [this.#height, this.#width] = imageShape;
    this.#source = new Float64Array((this.#height + 3) * (this.#width + 3));
    if (options.elastic !== undefined) {
      this.#field = new DisplacementField(imageShape, options.elastic);
    }
  }

  /**
   * Changes one image.
   *
   * @param image The pixels, row by row, 0 to 255.
   * @param options `into`, where the new pixels go: may be `image` itself. `random`, which fixes the changes.
   * @returns `into`
   * @throws {RangeError} If `image` or `into` has another size than the images announced.
   */
  apply(image: Uint8Array, { into, random }: { into: Uint8Array; random: Random }): Uint8Array {
    const size = this.#height * this.#width;
    if (image.length !== size || into.length !== size) {
      throw new RangeError(
        `Cannot augment an image of ${image.length} bytes into ${into.length}: ` +
          `images of ${this.#height}x${this.#width} have ${size}`,
      );
    }
    this.#load(image);
    const { rotation = 0, shift = 0, zoom = 0, shear = 0 } = this.options;
    const angle = uniformWithin(rotation, random) * Math.PI / 180;
    const slant = uniformWithin(shear, random);
    const zoomX = 1 + uniformWithin(zoom, random);
    const zoomY = 1 + uniformWithin(zoom, random);
    const shiftX = uniformWithin(shift, random);
    const shiftY = uniformWithin(shift, random);
    this.#field?.draw(random);
    // The inverse of: stretch, then slant, then turn.
    const cosine = cos(angle);
    const sine = sin(angle);
    this.#resample(into, {
      xx: (cosine + slant * sine) / zoomX,
      xy: (sine - slant * cosine) / zoomX,
      yx: -sine / zoomY,
      yy: cosine / zoomY,
      shiftX,
      shiftY,
    });
    return into;
  }

  /**
   * Changes the images of a batch where they lie.
   *
   * Image `i` uses the stream `[...key, start + i]`. So if `start` is the index of the batch's first
   * image in the epoch, what happens to an image depends neither on the batch size nor on who works on
   * which batch.
   */
  applyBatch(batch: Batch, { key, start = 0 }: { key: StreamKey; start?: number }): void {
    const size = this.#height * this.#width;
    for (let i = 0; i < batch.count; i++) {
      const image = batch.images.subarray(i * size, (i + 1) * size);
      this.apply(image, { into: image, random: new Random([...key, start + i]) });
    }
  }

  /** Copies an image into the middle of the margin. */
  #load(image: Uint8Array): void {
    const width = this.#width;
    for (let y = 0; y < this.#height; y++) {
      const start = (y + 1) * (width + 3) + 1;
      for (let x = 0; x < width; x++) this.#source[start + x] = image[y * width + x];
    }
  }

  /** Finds where each pixel comes from, and interpolates there. */
  #resample(into: Uint8Array, { xx, xy, yx, yy, shiftX, shiftY }: Origin): void {
    const source = this.#source;
    const width = this.#width;
    const height = this.#height;
    const stride = width + 3;
    const centreX = (width - 1) / 2;
    const centreY = (height - 1) / 2;
    const moveX = this.#field?.x;
    const moveY = this.#field?.y;
    for (let y = 0, i = 0; y < height; y++) {
      const fromY = y - centreY - shiftY;
      for (let x = 0; x < width; x++, i++) {
        const fromX = x - centreX - shiftX;
        let sourceX = xx * fromX + xy * fromY + centreX;
        let sourceY = yx * fromX + yy * fromY + centreY;
        if (moveX !== undefined && moveY !== undefined) {
          sourceX += moveX[i];
          sourceY += moveY[i];
        }
        // Into the image with its margin, where all that is outside reads the zeros of the margin.
        sourceX = Math.min(Math.max(sourceX + 1, 0), width + 1);
        sourceY = Math.min(Math.max(sourceY + 1, 0), height + 1);
        const left = Math.trunc(sourceX);
        const top = Math.trunc(sourceY);
        const right = sourceX - left;
        const down = sourceY - top;
        const corner = top * stride + left;
        const above = source[corner] + right * (source[corner + 1] - source[corner]);
        const below = source[corner + stride] +
          right * (source[corner + stride + 1] - source[corner + stride]);
        into[i] = above + down * (below - above) + 0.5;
      }
    }
  }
}

/** Where the pixels of the new image come from: a matrix, and what is taken off before it. */
interface Origin {
  readonly xx: number;
  readonly xy: number;
  readonly yx: number;
  readonly yy: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** A number drawn evenly from minus to plus the largest change. */
function uniformWithin(max: number, random: Random): number {
  return max * (2 * random.uniform() - 1);
}
