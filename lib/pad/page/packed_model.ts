// A trained network as text that is small enough for a page: one letter for each weight.

import type { LayerSpec } from "../../nn/layers/mod.ts";
import { Sequential } from "../../nn/sequential.ts";
import type { Backend } from "../../tensor/backend.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** A trained network as plain data. */
export interface PackedModel {
  readonly title: string;
  readonly inputShape: readonly number[];
  readonly layers: readonly LayerSpec[];
  /** In the order of `network.state`. */
  readonly tensors: readonly PackedTensor[];
}

/** Numbers as text. */
interface PackedTensor {
  /** One letter a number; without `scales` the numbers themselves, as {@linkcode encodeFloats} does. */
  readonly values: string;
  /** What a step between letters is worth in each column, as {@linkcode encodeFloats} does. */
  readonly scales?: string;
}

/** Steps on either side of zero. */
const STEPS = 42;
/** Letters that neither JSON nor HTML has to write in another way: one for each step, and for zero. */
const letters = Array.from({ length: 92 }, (_, i) => String.fromCharCode(35 + i))
  .filter((letter) => !"&'<>\\`".includes(letter)).slice(0, 2 * STEPS + 1).join("");

/**
 * Packs a network. Each weight is rounded to one of 85 steps, which are as wide as the largest weight
 * of its unit or filter needs; biases and the like stay as they are.
 */
export function packModel(network: Sequential, { title }: { title: string }): PackedModel {
  return {
    title,
    inputShape: network.inputShape,
    layers: network.specs,
    tensors: network.state.map(({ value }) =>
      value.shape.length < 2 ? { values: encodeFloats(value.data) } : round(value)
    ),
  };
}

/**
 * The network that was packed.
 *
 * @param options `backend`: what is to run it.
 */
export function unpackModel(
  { inputShape, layers, tensors }: PackedModel,
  { backend }: { backend: Backend },
): Sequential {
  const rest = tensors.values();
  return new Sequential(layers, { inputShape, backend, load: () => unpack(rest.next().value!) });
}

function unpack({ values, scales }: PackedTensor): Float32Array {
  if (scales === undefined) return decodeFloats(values);
  const scaleOf = decodeFloats(scales);
  return Float32Array.from(
    { length: values.length },
    (_, at) => (letterIndices[values.charCodeAt(at)] - STEPS) * scaleOf[at % scaleOf.length],
  );
}

/** The index of a letter, by its code. */
const letterIndices = new Uint8Array(128);
for (let index = 0; index < letters.length; index++) {
  letterIndices[letters.charCodeAt(index)] = index;
}

function round({ shape, data }: Tensor): PackedTensor {
  const columns = shape[shape.length - 1];
  const scales = new Float32Array(columns);
  for (const [at, value] of data.entries()) {
    scales[at % columns] = Math.max(scales[at % columns], Math.abs(value) / STEPS);
  }
  const chosen = Array.from(data, (value, at) => {
    const scale = scales[at % columns];
    return letters[STEPS + (scale === 0 ? 0 : Math.round(value / scale))];
  });
  return { values: chosen.join(""), scales: encodeFloats(scales) };
}

/** 32-bit floats, little-endian, in base64. */
function encodeFloats(values: Float32Array): string {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (const [at, value] of values.entries()) view.setFloat32(4 * at, value, true);
  return btoa(String.fromCharCode(...new Uint8Array(view.buffer)));
}

function decodeFloats(text: string): Float32Array {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(4 * at, true));
}
