// This project as a peer: the backend is that of BACKEND, its threads those of THREADS.

import { Sequential } from "../../nn/mod.ts";
import { defaultBackend } from "../../tensor/mod.ts";
import { sgd } from "../../train/optimizers/mod.ts";
import { Optimizer } from "../../train/optimizers/optimizer.ts";
import { TrainingStep } from "../../train/training_step.ts";
import { type BenchData, serve, type Step } from "../serve.ts";
import type { Workload } from "../workloads.ts";

const backend = defaultBackend();

/** The steps that `fit` makes: from bytes to pixels, forward, loss, backward, update, count. */
function build(workload: Workload, { images, labels, count }: BenchData): Step {
  const { inputShape, loss, batchSize, learningRate } = workload;
  const network = new Sequential(workload.network, { inputShape, backend });
  const { parameters } = network;
  const training = new TrainingStep(network, {
    optimizer: new Optimizer(sgd(), { parameters, backend }),
    loss,
    batchSize,
    labelSmoothing: 0,
    clipNorm: Infinity,
  });
  const { stepsAtOnce } = training;
  const portion = stepsAtOnce * batchSize;
  const learningRates = new Array<number>(stepsAtOnce).fill(learningRate);
  let start = 0;
  let step = 0;
  return () => {
    training.images.set(images.subarray(784 * start, 784 * (start + portion)));
    training.labels.set(labels.subarray(start, start + portion));
    training.runAll(portion, { learningRates, step });
    step += stepsAtOnce;
    start = start + 2 * portion <= count ? start + portion : 0;
    return portion;
  };
}

await serve({ engine: `ours, ${backend.name}`, version: `Deno ${Deno.version.deno}`, build });
