// Weights from PyTorch: the tensors of a `state_dict`, matched to the layers of a network.

import { describe, type Shape, type Tensor } from "../tensor/tensor.ts";
import { layerKinds } from "./layers/mod.ts";
import type { Safetensors } from "./safetensors.ts";
import { quote } from "./safetensors_header.ts";
import type { Sequential } from "./sequential.ts";
import { listTensors, MAX_SHOWN, type TensorSource, weightsIn } from "./tensor_source.ts";

/** What PyTorch counts beside the weights, and nothing here needs. */
const IGNORED = "num_batches_tracked";

/** What the tensors of the layers here are called in PyTorch. */
const roles: ReadonlySet<string> = new Set(
  Object.values(layerKinds).flatMap(({ torch = {} }) =>
    Object.values(torch).map(({ name }) => name)
  ),
);

/** A layer of PyTorch: the tensors whose names begin alike. */
interface Module {
  /** `features.0` of `features.0.weight`. */
  readonly name: string;
  readonly tensors: ReadonlyMap<string, Tensor>;
}

/** A layer of ours that has weights, and what it needs, in PyTorch's names and shapes. */
interface Wanted {
  readonly name: string;
  readonly shapes: ReadonlyMap<string, Shape>;
  /** Its tensors, in the order of the network's state. */
  readonly tensors: readonly WantedTensor[];
}

interface WantedTensor {
  /** Its name in PyTorch. */
  readonly role: string;
  readonly axes: readonly number[];
  /** The feature maps whose flattened numbers its first axis runs over. */
  readonly maps?: Shape;
}

/** Whether a file holds a `state_dict`, by the names of its tensors. */
export function isStateDict({ tensors, unread }: Safetensors): boolean {
  const names = [...tensors.keys()].map(splitName);
  return names.some(({ role }) => role === "weight") &&
    names.every(({ role }) => roles.has(role)) &&
    [...unread.keys()].every((name) => splitName(name).role === IGNORED);
}

/**
 * Finds the weights of a network in a `state_dict`.
 *
 * PyTorch keeps dense weights as `[units, inputs]` and filters as `[filters, channels, height, width]`,
 * and flattens feature maps channel by channel; here the outputs are the last axis, and the channels
 * of a pixel lie together.
 *
 * @returns The numbers of each tensor of the network's state, in its order.
 * @throws {RangeError} If the layers are not those of the network, or it cannot be told which is which.
 */
export function matchStateDict(
  network: Sequential,
  { file, from }: TensorSource,
): Float32Array[] {
  const to = weightsIn(from);
  const modules = Map.groupBy(modulesOf(file), ({ tensors }) => signatureOf(shapesOf(tensors)));
  for (const alike of modules.values()) sortByNumbers(alike, { file, to });
  const found: Float32Array[] = [];
  const missing: string[] = [];
  for (const { name, shapes, tensors } of wantedBy(network, to)) {
    const module = modules.get(signatureOf(shapes))?.shift();
    if (module === undefined) missing.push(`${name} (${signatureOf(shapes)})`);
    else found.push(...tensors.map((wanted) => convert(module.tensors.get(wanted.role)!, wanted)));
  }
  const left = [...modules.values()].flat()
    .map(({ name, tensors }) => `${quote(name)} (${signatureOf(shapesOf(tensors))})`);
  if (missing.length + left.length === 0) return found;
  const problems = [
    ...missing.length > 0 ? [`of what PyTorch would have, ${list(missing)} is missing`] : [],
    ...left.length > 0 ? [`${list(left)} fits no layer`] : [],
  ];
  throw new RangeError(
    `${to}: ${problems.join(", and ")}; it has ${
      listTensors(file)
    }; build the network that was trained`,
  );
}

function list(items: readonly string[]): string {
  const shown = items.slice(0, MAX_SHOWN).join(", ");
  return items.length > MAX_SHOWN ? `${shown} and ${items.length - MAX_SHOWN} more` : shown;
}

function modulesOf({ tensors }: Safetensors): Module[] {
  const modules = new Map<string, Map<string, Tensor>>();
  for (const [key, tensor] of tensors) {
    const { name, role } = splitName(key);
    if (role === IGNORED) continue;
    const own = modules.get(name) ?? new Map<string, Tensor>();
    modules.set(name, own.set(role, tensor));
  }
  return [...modules].map(([name, tensors]) => ({ name, tensors }));
}

/** `{ name: "features.0", role: "weight" }` */
function splitName(key: string): { name: string; role: string } {
  const dot = key.lastIndexOf(".");
  return { name: key.slice(0, Math.max(dot, 0)), role: key.slice(dot + 1) };
}

function shapesOf(tensors: ReadonlyMap<string, Tensor>): Map<string, Shape> {
  return new Map([...tensors].map(([role, { shape }]) => [role, shape]));
}

/** `bias [100], weight [100, 784]` */
function signatureOf(shapes: ReadonlyMap<string, Shape>): string {
  return [...shapes].map(([role, shape]) => `${role} ${describe(shape)}`).sort().join(", ");
}

/**
 * Puts layers of the same shapes in the order in which data passes them: that of the numbers in their
 * names. Without numbers it is their order in the file, unless that is the order of the alphabet, in
 * which PyTorch's own writer puts everything.
 */
function sortByNumbers(
  modules: Module[],
  { file, to }: { file: Safetensors; to: string },
): void {
  if (modules.length < 2) return;
  const numbers = new Map(
    modules.map(({ name }) => [name, (name.match(/\d+/g) ?? []).map(Number)]),
  );
  const letters = new Set(modules.map(({ name }) => name.replaceAll(/\d+/g, "#")));
  if (letters.size === 1) {
    modules.sort((a, b) => compareNumbers(numbers.get(a.name)!, numbers.get(b.name)!));
    return;
  }
  const names = [...file.tensors.keys()];
  if (names.toSorted().some((name, i) => name !== names[i])) return;
  const [first, second] = modules.map(({ name }) => quote(name));
  throw new RangeError(
    `${to}: ${first} and ${second} have the same shapes, and their names do not tell which of them ` +
      `comes first; give them names with numbers, such as "layers.0" and "layers.1"`,
  );
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (const [i, number] of a.entries()) if (number !== b[i]) return number - b[i];
  return 0;
}

/** What the layers of a network need of a `state_dict`. */
function wantedBy({ specs, layers, state }: Sequential, to: string): Wanted[] {
  const wanted: Wanted[] = [];
  let maps: Shape | undefined;
  let next = 0;
  for (const [i, layer] of layers.entries()) {
    const own = [...layer.parameters, ...layer.buffers];
    const { torch = {} } = layerKinds[specs[i].type];
    if (own.length > 0) {
      const tensors = own.map(({ name }) => {
        if (torch[name] === undefined) {
          throw new RangeError(`${to}: layers of type ${layer.type} are not known from PyTorch`);
        }
        const { name: role, axes, perInput } = torch[name];
        return { role, axes, maps: perInput ? maps : undefined };
      });
      const shapes = new Map(own.map(({ value: { shape } }, i) => [
        tensors[i].role,
        // What is axis i here is axis axes[i] there.
        shape.map((_, axis) => shape[tensors[i].axes.indexOf(axis)]),
      ]));
      wanted.push({ name: state[next].name.split(".")[0], shapes, tensors });
      next += own.length;
    }
    const keepsOrder = Object.values(torch).every(({ axes }) => axes.length === 1);
    if (!keepsOrder) maps = undefined;
    else if (layer.type === "flatten" && layer.inputShape.length === 3) maps = layer.inputShape;
  }
  return wanted;
}

/** The numbers of a tensor of PyTorch in our order. */
function convert({ shape, data }: Tensor, { axes, maps }: WantedTensor): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  let offsets = [0];
  for (const [i, axis] of axes.entries()) {
    const along = i === 0 && maps !== undefined
      ? channelsFirst(maps)
      : Array.from({ length: shape[axis] }, (_, index) => index);
    offsets = offsets.flatMap((offset) => along.map((index) => offset + index * strides[axis]));
  }
  return Float32Array.from(offsets, (offset) => data[offset]);
}

/** For each number of flattened maps `[height, width, channels]` its index where channels come first. */
function channelsFirst([height, width, channels]: Shape): number[] {
  const indices: number[] = [];
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      indices.push(channel * height * width + pixel);
    }
  }
  return indices;
}
