// Tensors that were read, on their way into a network: each is wanted by its name and its shape.

import { describe, sameShape, type Shape } from "../tensor/tensor.ts";
import type { NamedTensor, Safetensors } from "./safetensors.ts";
import { quote } from "./safetensors_header.ts";

/** A file that was read, and its name for errors. */
export interface TensorSource {
  readonly file: Safetensors;
  readonly from: string;
}

/** How many things an error lists at most. */
export const MAX_SHOWN = 8;

/** How errors about tensors that do not fit begin. */
export function weightsIn(from: string): string {
  return `Cannot use the weights in ${from}`;
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
  const to = weightsIn(from);
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
      `${weightsIn(from)}: ${quote(name)} ${describe(shape)} is there but not needed`,
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
