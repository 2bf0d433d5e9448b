// The Worker side of `trainSeeds`: one training from one seed.

import { Dataset } from "../data/mod.ts";
import { Sequential } from "../nn/mod.ts";
import { weightsSha256 } from "../nn/fingerprint.ts";
import { createBackend, defaultBackendName } from "../tensor/mod.ts";
import { checkpointFile } from "./checkpoint_file.ts";
import { evaluate } from "./evaluate.ts";
import { fit } from "./fit.ts";
import type { SeedMessage, SeedTask } from "./seed_messages.ts";

// The part of a Worker's global scope that is used; the types of a page know only the page's.
const scope = self as unknown as {
  onmessage: (event: MessageEvent<SeedTask | "stop">) => void;
  postMessage(message: SeedMessage): void;
};
const stop = new AbortController();

scope.onmessage = ({ data }) => {
  if (data === "stop") stop.abort();
  else train(data).catch(fail);
};

function fail(error: Error): void {
  scope.postMessage({ type: "error", error, name: error.name });
}

async function train({ recipe, seed, threads, ...data }: SeedTask): Promise<void> {
  const backend = createBackend(defaultBackendName(), { threads });
  const network = new Sequential(recipe.network, { inputShape: recipe.inputShape, seed, backend });
  const history = await fit(network, Dataset.fromMessage(data.train), {
    ...recipe,
    checkpoint: data.checkpoint === undefined ? undefined : checkpointFile(data.checkpoint),
    softTargets: data.softTargets,
    validation: data.validation && Dataset.fromMessage(data.validation),
    signal: stop.signal,
    onProgress: (progress) => scope.postMessage({ type: "progress", progress }),
    onEpoch: (epoch) => scope.postMessage({ type: "epoch", epoch }),
    onAdvice: (advice) => scope.postMessage({ type: "advice", advice }),
  });
  // Epochs that a checkpoint brought along count with what they took then.
  const seconds = history.epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  scope.postMessage({
    type: "done",
    run: {
      seed,
      history,
      weightsSha256: await weightsSha256(network),
      test: data.test && await evaluate(network, Dataset.fromMessage(data.test), {
        loss: recipe.loss,
        labelSmoothing: recipe.labelSmoothing,
      }),
      seconds,
    },
    state: network.state.map(({ value }) => value.data.slice()),
  });
}
