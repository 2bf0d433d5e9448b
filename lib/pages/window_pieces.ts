// Windows by the hundred thousand: made piece by piece, kept in files meanwhile, and joined to learn from.

import { dirname } from "@std/path";
import { Dataset, type DatasetSource, decodeIdx, encodeIdx } from "../data/mod.ts";
import { CLASSES, WINDOW } from "../inference/level.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";

/**
 * The windows of a piece: those that are kept in its files, or new ones, which are kept then. Whoever makes
 * many pieces and is interrupted loses one of them at most.
 *
 * @param path Where the names of two IDX files begin; their folder is made where it is missing.
 * @param make Makes the windows, the same ones whenever it is called.
 * @throws {SyntaxError} If a file is damaged.
 * @throws {RangeError} If the two do not belong together.
 */
export async function keptWindows(path: string, make: () => Dataset): Promise<Dataset> {
  const files = { images: `${path}-images.idx`, labels: `${path}-labels.idx` };
  const [images, labels] = [await readIfThere(files.images), await readIfThere(files.labels)];
  if (images !== undefined && labels !== undefined) {
    return windowSet(
      decodeIdx(images, { axes: 3, name: files.images }).data,
      decodeIdx(labels, { axes: 1, name: files.labels }).data,
    );
  }
  const made = joinWindows([make()]);
  const message = made.toMessage();
  const [height, width] = made.imageShape;
  await Deno.mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(
    files.images,
    encodeIdx({ shape: [made.count, height, width], data: message.images }),
  );
  await writeFileAtomic(files.labels, encodeIdx({ shape: [made.count], data: message.labels }));
  return made;
}

/**
 * The windows of several sets as one.
 *
 * @param sets Windows of 40x40.
 * @param options `side`: how many pixels of a window are kept along each side, from its middle; an even
 * number, all if left out. `source`: the dataset whose digits are in them, without which no record of a
 * training on them is kept.
 */
export function joinWindows(
  sets: readonly Dataset[],
  { side = WINDOW, source }: { side?: number; source?: DatasetSource } = {},
): Dataset {
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  const [pixels, labels] = [new Uint8Array(count * side * side), new Uint8Array(count)];
  const rim = (WINDOW - side) / 2;
  let at = 0;
  for (const set of sets) {
    for (let i = 0; i < set.count; i++, at++) {
      const window = set.image(i);
      for (let row = 0; row < side; row++) {
        const from = (row + rim) * WINDOW + rim;
        pixels.set(window.subarray(from, from + side), (at * side + row) * side);
      }
      labels[at] = set.label(i);
    }
  }
  return windowSet(pixels, labels, { side, source });
}

function windowSet(
  pixels: Uint8Array,
  labels: Uint8Array,
  { side = WINDOW, source }: { side?: number; source?: DatasetSource } = {},
): Dataset {
  return new Dataset(pixels, labels, {
    name: `${labels.length} windows of pages`,
    imageShape: [side, side],
    classes: CLASSES,
    source,
  });
}

async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
