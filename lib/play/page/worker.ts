// The Worker of a training panel: trains a recipe from its seed, and tells how it goes.

import { Sequential, weightsSha256 } from "../../nn/mod.ts";
import { encodeNetwork } from "../../nn/network_codec.ts";
import { createWasmBackend } from "../../tensor/wasm/backend.ts";
import { fit } from "../../train/fit.ts";
import { fromBase64 } from "./base64.ts";
import { unpackImages } from "./images.ts";
import type { WorkerMessage, WorkerTask } from "./messages.ts";

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

async function train(
  { training, kernels, images }: WorkerTask & { type: "train" },
): Promise<void> {
  const { recipe, seed, trainImages } = training;
  const { train, test } = await unpackImages(images);
  const backend = createWasmBackend({
    kernels: { fused: fromBase64(kernels.fused), exact: fromBase64(kernels.exact) },
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
      scope.postMessage({ type: "paused", model: encodeNetwork(network) });
      await pause.promise;
    },
  });
  scope.postMessage({
    type: "done",
    weightsSha256: await weightsSha256(network),
    accuracy: history.epochs.at(-1)?.validationAccuracy ?? NaN,
    rounding: `${backend.rounding}`,
    model: encodeNetwork(network),
  });
}
