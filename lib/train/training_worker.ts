// The Worker side of a training thread: trainings, one after another.

import { Dataset } from "../data/mod.ts";
import { Sequential } from "../nn/mod.ts";
import { weightsSha256 } from "../nn/fingerprint.ts";
import { createBackend, defaultBackendName } from "../tensor/mod.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { evaluate } from "./evaluate.ts";
import { fit } from "./fit.ts";
import type { TrainingMessage, TrainingOrder, TrainingTask } from "./training_messages.ts";

// The part of a Worker's global scope that is used; the types of a page know only the page's.
const scope = self as unknown as {
  onmessage: (event: MessageEvent<TrainingOrder>) => void;
  postMessage(message: TrainingMessage, transfer?: Transferable[]): void;
};
let stop = new AbortController();
/** Who waits for the checkpoint on the other side. */
let answered = Promise.withResolvers<Uint8Array | undefined>();

scope.onmessage = ({ data: order }) => {
  switch (order.type) {
    case "train":
      stop = new AbortController();
      return void train(order).catch(fail);
    case "stop":
      return stop.abort();
    case "checkpoint":
      return answered.resolve(order.state);
  }
};

function fail(error: Error): void {
  scope.postMessage({ type: "error", error, name: error.name });
}

async function train({ recipe, seed, threads, ...data }: TrainingTask): Promise<void> {
  const backend = createBackend(defaultBackendName(), { threads });
  const network = new Sequential(recipe.network, { inputShape: recipe.inputShape, seed, backend });
  const history = await fit(network, Dataset.fromMessage(data.train), {
    ...recipe,
    checkpoint: data.checkpoint && checkpointThere(data.checkpoint),
    softTargets: data.softTargets,
    validation: data.validation && Dataset.fromMessage(data.validation),
    signal: stop.signal,
    onProgress: (progress) => scope.postMessage({ type: "progress", progress }),
    onEpoch: (epoch) => scope.postMessage({ type: "epoch", epoch }),
    onAdvice: (advice) => scope.postMessage({ type: "advice", advice }),
  });
  // Epochs that a checkpoint brought along count with what they took then.
  const seconds = history.epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const test = data.test && await evaluate(network, Dataset.fromMessage(data.test), {
    loss: recipe.loss,
    labelSmoothing: recipe.labelSmoothing,
  });
  const report = { seed, history, weightsSha256: await weightsSha256(network), test, seconds };
  const state = network.state.map(({ value }) => value.data.slice());
  scope.postMessage({ type: "done", finished: { report, state } });
}

/** The checkpoint of the thread that started this one, which is asked by messages. */
function checkpointThere(options: NonNullable<TrainingTask["checkpoint"]>): Checkpoint {
  const call = (message: TrainingMessage, transfer: Transferable[] = []) => {
    answered = Promise.withResolvers();
    scope.postMessage(message, transfer);
    return answered.promise;
  };
  return {
    ...options,
    load: () => call({ type: "checkpoint", call: "load" }),
    async save(state) {
      await call({ type: "checkpoint", call: "save", state }, [state.buffer]);
    },
    async assertWritable() {
      await call({ type: "checkpoint", call: "assertWritable" });
    },
  };
}
