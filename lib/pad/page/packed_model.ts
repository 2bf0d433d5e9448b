// A trained network as text that is small enough for a page: five and a half bits for each weight.

import type { LayerSpec } from "../../nn/layers/mod.ts";
import { Sequential } from "../../nn/sequential.ts";
import { packText, unpackText } from "../../system/packed_text.ts";
import type { Backend } from "../../tensor/backend.ts";
import { type Shape, sizeOf, type Tensor } from "../../tensor/tensor.ts";

/** A trained network as plain data. */
export interface PackedModel {
  readonly title: string;
  readonly inputShape: readonly number[];
  readonly layers: readonly LayerSpec[];
  /**
   * The tensors in the order of `network.state`, packed as text. Those of one axis are 32-bit floats. Of
   * the others there is a 32-bit float for each column, what a step is worth there, and then a signed byte
   * for each weight, so many steps. Floats are little-endian.
   */
  readonly weights: string;
}

/** Steps on either side of zero. */
const STEPS = 42;
const FLOAT_BYTES = 4;

/**
 * Packs a network. Each weight is rounded to one of 85 steps, which are as wide as the largest weight
 * of its unit or filter needs; biases and the like stay as they are.
 */
export async function packModel(
  network: Sequential,
  { title }: { title: string },
): Promise<PackedModel> {
  const parts = network.state.flatMap(({ value }) =>
    value.shape.length < 2 ? [floatBytes(value.data)] : round(value)
  );
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return {
    title,
    inputShape: network.inputShape,
    layers: network.specs,
    weights: await packText(bytes),
  };
}

/**
 * The network that was packed.
 *
 * @param options `backend`: what is to run it.
 */
export async function unpackModel(
  { inputShape, layers, weights }: PackedModel,
  { backend }: { backend: Backend },
): Promise<Sequential> {
  const { buffer } = await unpackText(weights);
  let at = 0;
  const take = (bytes: number) => new DataView(buffer, (at += bytes) - bytes, bytes);
  const floats = (count: number) => {
    const view = take(FLOAT_BYTES * count);
    return Float32Array.from(
      { length: count },
      (_, i) => view.getFloat32(FLOAT_BYTES * i, true),
    );
  };
  const load = (_name: string, shape: Shape) => {
    if (shape.length < 2) return floats(sizeOf(shape));
    const scales = floats(shape[shape.length - 1]);
    const steps = take(sizeOf(shape));
    return Float32Array.from(
      { length: steps.byteLength },
      (_, i) => steps.getInt8(i) * scales[i % scales.length],
    );
  };
  return new Sequential(layers, { inputShape, backend, load });
}

/** The scales of the columns and the steps of the weights. */
function round({ shape, data }: Tensor): Uint8Array<ArrayBuffer>[] {
  const columns = shape[shape.length - 1];
  const scales = new Float32Array(columns);
  for (const [i, value] of data.entries()) {
    scales[i % columns] = Math.max(scales[i % columns], Math.abs(value) / STEPS);
  }
  const steps = Int8Array.from(data, (value, i) => {
    const scale = scales[i % columns];
    return scale === 0 ? 0 : Math.round(value / scale);
  });
  return [floatBytes(scales), new Uint8Array(steps.buffer)];
}

function floatBytes(values: Float32Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(FLOAT_BYTES * values.length));
  for (const [i, value] of values.entries()) view.setFloat32(FLOAT_BYTES * i, value, true);
  return new Uint8Array(view.buffer);
}
