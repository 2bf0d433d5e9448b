// Tensors on disk: safetensors files, written whole, and read into tensors that are there already.

import { fileError } from "../system/file_error.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import { describe, sameShape, type Shape } from "../tensor/tensor.ts";
import {
  decodeSafetensors,
  encodeSafetensors,
  type NamedTensor,
  type Safetensors,
  SafetensorsError,
} from "./safetensors.ts";
import { quote } from "./safetensors_header.ts";

/** A file that was read, and its name for errors. */
export interface TensorSource {
  readonly file: Safetensors;
  readonly from: string;
}

/** How many things an error lists at most. */
export const MAX_SHOWN = 8;

/** A larger file does not fit into one array. */
const MAX_BYTES = 2 ** 31;

/**
 * Writes a safetensors file, whole or not at all: what was there stays until all is on the disk.
 *
 * @throws {RangeError} If two tensors have the same name.
 * @throws {TypeError} If the metadata holds something that is no text.
 * @throws {Error} If the file cannot be written: the error names it and says what to do.
 */
export async function writeTensors(
  path: string,
  tensors: readonly NamedTensor[],
  options: { metadata?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  await writeFileAtomic(path, encodeSafetensors(tensors, options));
}

/**
 * Reads a safetensors file.
 *
 * @throws {SafetensorsError} If it is none, or larger than 2 GiB.
 * @throws {Error} If it cannot be read: the error names it and says what to do.
 */
export async function readTensors(path: string): Promise<Safetensors> {
  try {
    const { isFile, isDirectory, size } = await Deno.stat(path);
    if (!isFile && !isDirectory) {
      throw new SafetensorsError(`Cannot read ${path}: it is a device or a pipe and no file`);
    }
    if (size > MAX_BYTES) {
      throw new SafetensorsError(
        `Cannot read ${path}: it has ${size} bytes, but at most ${MAX_BYTES} are read`,
      );
    }
    return decodeSafetensors(await Deno.readFile(path), { from: path });
  } catch (error) {
    throw fileError(error, { to: "read tensors", path });
  }
}

/**
 * Copies numbers into tensors by their names. All is checked before the first one changes.
 *
 * @param targets The tensors that are to change.
 * @param source A file with a tensor for each target and no others.
 * @throws {RangeError} If one is missing, has another shape, or has no target.
 */
export function copyTensors(targets: readonly NamedTensor[], source: TensorSource): void {
  const found = targets.map(({ name, value }) =>
    findTensor(name, { ...source, shape: value.shape })
  );
  assertAllKnown(targets.map(({ name }) => name), source);
  for (const [i, { value }] of targets.entries()) value.data.set(found[i]);
}

/**
 * The numbers of a tensor of a file.
 *
 * @throws {RangeError} If there is none of this name and shape.
 */
export function findTensor(
  name: string,
  { file: { tensors, unread }, from, shape }: TensorSource & { shape: Shape },
): Float32Array {
  const to = `Cannot use the weights in ${from}`;
  const found = tensors.get(name);
  if (found === undefined) {
    const other = unread.get(name);
    throw new RangeError(
      other === undefined
        ? `${to}: ${name} ${describe(shape)} is needed but not there; it has ` +
          listTensors({ tensors, unread })
        : `${to}: the numbers of ${name} are ${other.dtype} but must be floats of 16 to 64 bits`,
    );
  }
  if (!sameShape(found.shape, shape)) {
    throw new RangeError(
      `${to}: ${name} has shape ${describe(found.shape)} but ${describe(shape)} is needed`,
    );
  }
  return found.data;
}

/**
 * Checks that a file has no other tensors than these.
 *
 * @throws {RangeError} If it has: the error names one.
 */
export function assertAllKnown(
  names: Iterable<string>,
  { file: { tensors, unread }, from }: TensorSource,
): void {
  const known = new Set(names);
  for (const [name, { shape }] of [...tensors, ...unread]) {
    if (known.has(name)) continue;
    throw new RangeError(
      `Cannot use the weights in ${from}: ${quote(name)} ${
        describe(shape)
      } is there but not needed`,
    );
  }
}

/** The tensors of a file, as an error lists them: `fc1.weight [100, 784], fc1.bias [100]`. */
export function listTensors({ tensors, unread }: Pick<Safetensors, "tensors" | "unread">): string {
  const all = [...tensors, ...unread];
  if (all.length === 0) return "no tensors";
  const shown = all.slice(0, MAX_SHOWN).map(([name, { shape }]) =>
    `${quote(name).slice(1, -1)} ${describe(shape.slice(0, MAX_SHOWN))}`
  );
  const more = all.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
