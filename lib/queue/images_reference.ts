// Images of a training by their digest: every machine has the dataset itself, and finds them in it.

import * as v from "valibot";
import { sha256 as digestOf } from "../data/digest.ts";
import { Dataset } from "../data/mod.ts";
import { integerFrom, type Schema, sha256 } from "../system/schema.ts";
import { UserError } from "../system/user_error.ts";
import { imagesSha256 } from "../train/images_sha256.ts";

/** Which images of a dataset, in which order. */
export interface ImagesReference {
  /** SHA-256 of all images and labels that they were chosen from. */
  readonly base: string;
  /** How many they are: the first ones, unless there are indices. */
  readonly count: number;
  /** SHA-256 of their indices, as 32-bit integers, which lie in the object store. */
  readonly indices?: string;
}

/** What a reference must be that comes from outside. */
export const imagesReferenceSchema: Schema<ImagesReference> = v.strictObject({
  base: sha256,
  count: integerFrom(1),
  indices: v.optional(sha256),
});

/** A reference, and the indices that have to be sent with it. */
export interface ReferredImages {
  readonly reference: ImagesReference;
  readonly indices?: Uint8Array<ArrayBuffer>;
}

/** By their pixels and labels, which all parts of a dataset share. */
const bases = new WeakMap<Uint8Array, WeakMap<Uint8Array, Promise<string>>>();

/** The digest of all images that a dataset is a part of. The same ones are looked at only once. */
export function baseSha256(data: Dataset): Promise<string> {
  const { images, labels, indices: _, ...options } = data.toMessage();
  const byLabels = bases.get(images) ?? new WeakMap<Uint8Array, Promise<string>>();
  bases.set(images, byLabels);
  const found = byLabels.get(labels) ?? imagesSha256(new Dataset(images, labels, options));
  byLabels.set(labels, found);
  return found;
}

/** How images are referred to. */
export async function referTo(data: Dataset): Promise<ReferredImages> {
  const { indices = new Uint32Array() } = data.toMessage();
  const base = await baseSha256(data);
  const { count } = data;
  if (indices.every((index, i) => index === i)) return { reference: { base, count } };
  const bytes = new Uint8Array(4 * count);
  const view = new DataView(bytes.buffer);
  indices.forEach((index, i) => view.setUint32(4 * i, index, true));
  return { reference: { base, count, indices: await digestOf(bytes) }, indices: bytes };
}

/**
 * The images that a reference means.
 *
 * @param base The images that they were chosen from.
 * @param options `indices`: the bytes that lie in the object store, if the reference has some.
 * @throws {UserError} If the indices are missing, or not those of the reference.
 * @throws {RangeError} If they are not of these images.
 */
export async function findImages(
  base: Dataset,
  { reference, indices }: ReferredImages,
): Promise<Dataset> {
  const { count } = reference;
  if (reference.indices === undefined) return base.take(count);
  if (indices === undefined || await digestOf(indices) !== reference.indices) {
    throw new UserError(
      `Cannot find the images of a training: the indices ${
        reference.indices.slice(0, 12)
      }… are missing ` +
        "from the object store or damaged; ask for the training again",
    );
  }
  const view = new DataView(indices.buffer, indices.byteOffset, indices.byteLength);
  return base.subset(Array.from({ length: count }, (_, i) => view.getUint32(4 * i, true)));
}
