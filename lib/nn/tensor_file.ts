// Tensors on disk: safetensors files, written whole, and read into tensors that are there already.

import { writeFileAtomic } from "../system/write_file_atomic.ts";
import { describe, sameShape, type Tensor } from "../tensor/tensor.ts";
import {
  decodeSafetensors,
  encodeSafetensors,
  type NamedTensor,
  type Safetensors,
} from "./safetensors.ts";

/**
 * Writes a safetensors file, whole or not at all: what was there stays until all is on the disk.
 *
 * @throws {RangeError} If two tensors have the same name.
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
 * @throws {SafetensorsError} If it is none.
 */
export async function readTensors(path: string): Promise<Safetensors> {
  return decodeSafetensors(await Deno.readFile(path), { from: path });
}

/**
 * Copies numbers into tensors by their names. All is checked before the first one changes.
 *
 * @param targets The tensors that are to change.
 * @param options `tensors`: the numbers, a tensor for each target and no others; `from`: where they
 * are from, for errors.
 * @throws {RangeError} If one is missing, has another shape, or has no target.
 */
export function copyTensors(
  targets: readonly NamedTensor[],
  { tensors, from }: { tensors: ReadonlyMap<string, Tensor>; from: string },
): void {
  const to = `Cannot use the weights in ${from}`;
  const known = new Set<string>();
  for (const { name, value } of targets) {
    const found = tensors.get(name);
    if (found === undefined) {
      throw new RangeError(`${to}: ${name} ${describe(value.shape)} is needed but not there`);
    }
    if (!sameShape(found.shape, value.shape)) {
      throw new RangeError(
        `${to}: ${name} has shape ${describe(found.shape)} but ${describe(value.shape)} is needed`,
      );
    }
    known.add(name);
  }
  for (const [name, { shape }] of tensors) {
    if (!known.has(name)) {
      throw new RangeError(`${to}: ${name} ${describe(shape)} is there but not needed`);
    }
  }
  for (const { name, value } of targets) value.data.set(tensors.get(name)!.data);
}
