// What a page does to train: this is bundled and run where there is neither Deno nor Node.

import { Dataset } from "../../lib/data/mod.ts";
import {
  batchNorm,
  conv2d,
  dense,
  dropout,
  flatten,
  relu,
  Sequential,
  softmax,
  weightsSha256,
} from "../../lib/nn/mod.ts";
import type { Backend } from "../../lib/tensor/mod.ts";
import { adam, type Checkpoint, cosineDecay, fit } from "../../lib/train/mod.ts";

/**
 * Trains, is interrupted after the second epoch, and goes on.
 *
 * @returns After each of the two: how many epochs there were, the last validation loss, and the digest
 * of the weights.
 */
export async function train(backend: Backend): Promise<string[]> {
  const labels = Uint8Array.from({ length: 60 }, (_, i) => i % 3);
  // The class of an image is which third of it is bright.
  const images = Uint8Array.from({ length: 60 * 36 }, (_, i) => {
    const third = Math.floor(i % 36 / 12);
    return (i * i) % 100 + (third === labels[Math.floor(i / 36)] ? 155 : 0);
  });
  const data = new Dataset(images, labels, { name: "thirds", imageShape: [6, 6], classes: 3 });
  const [learned, validation] = data.split(48);
  const layers = [
    conv2d(4, { padding: 1 }),
    batchNorm(),
    relu(),
    flatten(),
    dropout(0.2),
    dense(3),
    softmax(),
  ];
  let kept: Uint8Array | undefined;
  const checkpoint: Checkpoint = {
    name: "the page",
    load: () => Promise.resolve(kept),
    save: (state) => Promise.resolve(void (kept = state)),
  };
  const stop = new AbortController();
  const start = async (signal?: AbortSignal) => {
    const network = new Sequential(layers, { inputShape: [6, 6, 1], seed: 3, backend });
    const { epochs } = await fit(network, learned, {
      loss: "crossEntropy",
      optimizer: adam(),
      learningRate: cosineDecay(0.01),
      epochs: 4,
      batchSize: 5,
      augment: { shift: 1 },
      emaDecay: 0.5,
      validation,
      checkpoint,
      signal,
      onEpoch: ({ epoch }) => epoch === 2 ? stop.abort() : undefined,
    });
    return [`${epochs.length}`, `${epochs.at(-1)?.validationLoss}`, await weightsSha256(network)];
  };
  return [...await start(stop.signal), ...await start()];
}
