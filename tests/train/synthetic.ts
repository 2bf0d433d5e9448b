// A small task that a small network learns in a moment.

import { Dataset } from "../../lib/data/mod.ts";
import { dense, Sequential, softmax, tanh } from "../../lib/nn/mod.ts";
import { type Backend, createBackend, Random } from "../../lib/tensor/mod.ts";
import { momentum, type Recipe } from "../../lib/train/mod.ts";

export const classes = 3;

/** Images of 4x4: a bright row, whose index is the class, under noise. */
export function bars(count: number, { seed = 1 }: { seed?: number } = {}): Dataset {
  const random = new Random([seed, "bars"]);
  const images = new Uint8Array(16 * count);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    labels[i] = random.integer(classes);
    for (let pixel = 0; pixel < 16; pixel++) {
      const bright = Math.floor(pixel / 4) === labels[i];
      images[16 * i + pixel] = random.integer(160) + (bright ? 95 : 0);
    }
  }
  return new Dataset(images, labels, { name: "bars", imageShape: [4, 4], classes });
}

/** A recipe that learns it; tests change what they are about. */
export const recipe: Recipe = {
  inputShape: [16],
  network: [dense(8), tanh(), dense(classes), softmax()],
  loss: "crossEntropy",
  optimizer: momentum(),
  learningRate: 0.05,
  epochs: 3,
  batchSize: 8,
};

/** A network as a recipe asks for, on one thread. */
export function build(
  { network, inputShape }: Pick<Recipe, "network" | "inputShape"> = recipe,
  { seed = 1, backend = createBackend("wasm", { threads: 1 }) }: {
    seed?: number;
    backend?: Backend;
  } = {},
): Sequential {
  return new Sequential(network, { inputShape, seed, backend });
}

/** A backend whose kernels round twice, on a memory of its own. */
export function fastBackend(): Backend {
  const kernels = Deno.readFileSync(
    new URL("../../lib/tensor/wasm/kernels_fast.wasm", import.meta.url),
  );
  return createBackend("wasm", { threads: 1, kernels, rounding: "fast" });
}

/** Copies of all that a network consists of. */
export function stateOf({ state }: Sequential): Float32Array[] {
  return state.map(({ value }) => value.data.slice());
}
