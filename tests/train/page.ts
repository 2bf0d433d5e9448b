// What a page does to train: this is bundled and run where there is neither Deno nor Node.

import { Dataset } from "../../lib/data/mod.ts";
import { dense, dropout, relu, Sequential, softmax, weightsSha256 } from "../../lib/nn/mod.ts";
import { referenceBackend } from "../../lib/tensor/mod.ts";
import { adam, type Checkpoint, cosineDecay, fit } from "../../lib/train/mod.ts";

/** Trains, is interrupted after the second epoch, and goes on; returns what it found. */
export async function train(): Promise<string[]> {
  const images = Uint8Array.from({ length: 30 * 9 }, (_, i) => (i * i) % 251);
  const labels = Uint8Array.from({ length: 30 }, (_, i) => i % 3);
  const data = new Dataset(images, labels, { name: "squares", imageShape: [3, 3], classes: 3 });
  const [learned, validation] = data.split(24);
  let kept: Uint8Array | undefined;
  const checkpoint: Checkpoint = {
    name: "the page",
    load: () => Promise.resolve(kept),
    save: (state) => Promise.resolve(void (kept = state)),
  };
  const stop = new AbortController();
  const start = async (signal?: AbortSignal) => {
    const network = new Sequential([dense(8), relu(), dropout(0.2), dense(3), softmax()], {
      inputShape: [9],
      seed: 3,
      backend: referenceBackend,
    });
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
