// The Worker of a training panel: trains a recipe from its seed, and tells how it goes.

import type { Dataset } from "../../data/mod.ts";
import { Sequential, weightsSha256 } from "../../nn/mod.ts";
import { encodeNetwork } from "../../nn/network_codec.ts";
import { fromBase64 } from "../../system/base64.ts";
import { sizeOf } from "../../tensor/tensor.ts";
import { createWasmBackend } from "../../tensor/wasm/backend.ts";
import { serveThread, type ThreadTask } from "../../tensor/wasm/serve_thread.ts";
import { evaluate } from "../../train/evaluate.ts";
import { fit } from "../../train/fit.ts";
import { unpackImages } from "./images.ts";
import type { Weights, WorkerMessage, WorkerTask } from "./messages.ts";

/** The part of the time that the confusion matrix may take while the network trains. */
const CONFUSION_SHARE = 1 / 20;

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
  } else if (task.type === "thread") serveThread(task.thread);
  else if (task.type === "pause") pause ??= Promise.withResolvers();
  else {
    pause?.resolve();
    pause = undefined;
  }
};

async function train(
  { training, kernels, images }: WorkerTask & { type: "train" },
): Promise<void> {
  const { recipe, seed, trainImages } = training;
  const { train: all, test } = await unpackImages(images);
  const train = all.take(Math.min(trainImages, all.count));
  const backend = createWasmBackend({
    kernels: { fused: fromBase64(kernels.fused), exact: fromBase64(kernels.exact) },
    startThread: crossOriginIsolated ? startThread : undefined,
  });
  const network = new Sequential(recipe.network, { inputShape: recipe.inputShape, seed, backend });
  scope.postMessage({ type: "began", trainImages: train.count, threads: backend.threads });
  const confusion = new Confusion(network, test);
  await fit(network, train, {
    ...recipe,
    validation: test,
    onProgress: (progress) => scope.postMessage({ type: "progress", progress }),
    onAdvice: (advice) => scope.postMessage({ type: "advice", advice }),
    async onEpoch(epoch) {
      scope.postMessage({ type: "epoch", epoch, weights: weightsToSee(network) });
      const isPaused = pause !== undefined && epoch.epoch < recipe.epochs;
      // NaN is no answer to count, but the training may find back from there.
      const answers = !Number.isNaN(epoch.validationLoss);
      if (answers && (isPaused || confusion.isDue)) await confusion.tell();
      if (!isPaused) return;
      scope.postMessage({ type: "paused", model: encodeNetwork(network) });
      await pause?.promise;
    },
  });
  const accuracy = await confusion.tell();
  scope.postMessage({
    type: "done",
    weightsSha256: await weightsSha256(network),
    accuracy,
    rounding: `${backend.rounding}`,
    model: encodeNetwork(network),
  });
}

/** Starts a thread by this very script. */
function startThread(thread: ThreadTask): void {
  const task: WorkerTask = { type: "thread", thread };
  new Worker(location.href).postMessage(task);
}

/** The first weights, if each unit's are a picture: as large as the input, or a filter of one channel. */
function weightsToSee({ state, inputShape }: Sequential): Weights | undefined {
  const { shape, data } = state[0]?.value ?? { shape: [] };
  const isPicture = shape.length === 2 && shape[0] === sizeOf(inputShape) ||
    shape.length === 4 && shape[2] === 1;
  return isPicture ? { shape, data: data!.slice() } : undefined;
}

/** Tells the confusion matrix of the test images, but not so often that it would slow the training down. */
class Confusion {
  readonly #network: Sequential;
  readonly #test: Dataset;
  /** When it may next be told. */
  #due = performance.now();

  constructor(network: Sequential, test: Dataset) {
    this.#network = network;
    this.#test = test;
  }

  /** Whether so much was trained since the last time that it may be told again. */
  get isDue(): boolean {
    return performance.now() >= this.#due;
  }

  /** Tells it, and returns the part of the test images that is right. */
  async tell(): Promise<number> {
    const begin = performance.now();
    const { accuracy, confusion } = await evaluate(this.#network, this.#test);
    scope.postMessage({ type: "confusion", confusion });
    const end = performance.now();
    this.#due = end + (end - begin) / CONFUSION_SHARE;
    return accuracy;
  }
}
