// The Worker of a training panel: trains a recipe from its seed, and tells how it goes.

import { datasetFromIdx, type IdxFiles, type LoadedDataset } from "../../data/dataset_files.ts";
import { PARTS } from "../../data/dataset_info.ts";
import { datasets } from "../../data/datasets/mod.ts";
import { checkDigest } from "../../data/digest.ts";
import { Sequential, weightsSha256 } from "../../nn/mod.ts";
import { createWasmBackend } from "../../tensor/wasm/backend.ts";
import { fit } from "../../train/fit.ts";
import type { TrainingParts, WorkerMessage, WorkerTask } from "./messages.ts";

// The part of a Worker's global scope that is used; the types of a page know only the page's.
const scope = self as unknown as {
  onmessage: (event: MessageEvent<WorkerTask>) => void;
  postMessage(message: WorkerMessage): void;
};

/** Waited for after each epoch while the reader has paused the training. */
let pause: PromiseWithResolvers<void> | undefined;

scope.onmessage = ({ data: task }) => {
  if (task.type === "train") {
    train(task).catch((error: Error) => {
      scope.postMessage({ type: "error", message: error.message });
    });
  } else if (task.type === "pause") pause ??= Promise.withResolvers();
  else {
    pause?.resolve();
    pause = undefined;
  }
};

async function train({ training, parts }: WorkerTask & { type: "train" }): Promise<void> {
  const { recipe, seed, trainImages } = training;
  const { train, test } = await loadImages(parts.files);
  const { fused, exact } = parts.kernels;
  const backend = createWasmBackend({
    kernels: { fused: fromBase64(fused), exact: fromBase64(exact) },
  });
  const network = new Sequential(recipe.network, { inputShape: recipe.inputShape, seed, backend });
  const history = await fit(network, train.take(trainImages), {
    ...recipe,
    validation: test,
    onProgress: (progress) => scope.postMessage({ type: "progress", progress }),
    async onEpoch(epoch) {
      const [{ value: { shape, data } }] = network.state;
      scope.postMessage({ type: "epoch", epoch, weights: { shape, data: data.slice() } });
      if (pause === undefined || epoch.epoch === recipe.epochs) return;
      scope.postMessage({ type: "paused" });
      await pause.promise;
    },
  });
  scope.postMessage({
    type: "done",
    weightsSha256: await weightsSha256(network),
    accuracy: history.epochs.at(-1)?.validationAccuracy ?? NaN,
    rounding: `${backend.rounding}`,
  });
}

/** MNIST, unpacked and checked to be the published files. */
async function loadImages(packed: TrainingParts["files"]): Promise<LoadedDataset> {
  const info = datasets.mnist;
  const files = await Promise.all(PARTS.map(async (part) => {
    const { name, sha256 } = info.files[part];
    const bytes = await unpack(fromBase64(packed[part]));
    await checkDigest(bytes, { name, sha256 });
    return [part, { name, bytes }] as const;
  }));
  const { name, sha256, firstTestImages } = info;
  return datasetFromIdx(Object.fromEntries(files) as IdxFiles, {
    info,
    source: { name, sha256, firstTestImages },
  });
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** The script of the data is the project's own: its files have one member, which this reads. */
async function unpack(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
