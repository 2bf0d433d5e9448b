// A training from one seed in a Worker of its own.

import { join } from "@std/path";
import type { Dataset } from "../data/mod.ts";
import { SafetensorsError, Sequential } from "../nn/mod.ts";
import { UserError } from "../system/user_error.ts";
import { DivergenceError } from "./divergence.ts";
import type { Evaluation } from "./evaluation.ts";
import type { History } from "./history.ts";
import type { Recipe } from "./recipe.ts";
import type { SeedMessage, SeedTask } from "./seed_messages.ts";
import type { TrainSeedsOptions } from "./seeds.ts";

/** A training from one seed. */
export interface SeedRun {
  /** The seed of the network and of its training. */
  readonly seed: number;
  /** The trained network. */
  readonly network: Sequential;
  /** What happened during the training. */
  readonly history: History;
  /** SHA-256 of the trained weights, 64 hexadecimal digits. */
  readonly weightsSha256: string;
  /** What the network says of the test images, if there were any. */
  readonly test?: Evaluation;
  /** What it learned from. */
  readonly trainedOn: Dataset;
  /** The test images. */
  readonly testedOn?: Dataset;
  /** Training alone, by the clock, with as many others beside it as there are workers. */
  readonly seconds: number;
}

/**
 * Trains from one seed in a Worker of its own.
 *
 * @param options Those of `trainSeeds` and the seed; `threads` that share its work; `failed` aborts when
 * another training failed.
 * @throws {Error} What the training throws, or a function that was told of it.
 */
export function trainInWorker(
  recipe: Recipe,
  { seed, threads, signal, failed, checkpoints, ...options }:
    & TrainSeedsOptions
    & { seed: number; threads: number; failed: AbortSignal },
): Promise<SeedRun> {
  const { train, softTargets, validation, test, onProgress, onEpoch, onAdvice = warn } = options;
  const worker = new Worker(new URL("./seed_worker.ts", import.meta.url), { type: "module" });
  const done = Promise.withResolvers<SeedRun>();
  const stop = () => worker.postMessage("stop");
  const abandon = () => done.reject(new Error(`Training from seed ${seed} was abandoned`));
  signal?.addEventListener("abort", stop);
  failed.addEventListener("abort", abandon);
  const receive = (message: SeedMessage) => {
    switch (message.type) {
      case "progress":
        return onProgress?.(seed, message.progress);
      case "epoch":
        return onEpoch?.(seed, message.epoch);
      case "advice":
        return onAdvice(seed, message.advice);
      case "error":
        return done.reject(revive(message));
      case "done":
        return done.resolve(runOf(recipe, { ...message, trainedOn: train, testedOn: test }));
    }
  };
  worker.onmessage = ({ data }: MessageEvent<SeedMessage>) => {
    try {
      receive(data);
    } catch (error) {
      done.reject(error);
    }
  };
  worker.onerror = (event) => {
    event.preventDefault();
    done.reject(new Error(`Training from seed ${seed} failed: ${event.message}`));
  };
  worker.onmessageerror = () => {
    const message = `Training from seed ${seed} could not hand over what it learned: ` +
      "is there too little memory?";
    done.reject(new Error(message));
  };
  const task: SeedTask = {
    recipe,
    seed,
    threads,
    train: train.toMessage(),
    softTargets,
    validation: validation?.toMessage(),
    test: test?.toMessage(),
    checkpoint: checkpoints === undefined
      ? undefined
      : join(checkpoints, `seed-${seed}.safetensors`),
  };
  worker.postMessage(task);
  return done.promise.finally(() => {
    signal?.removeEventListener("abort", stop);
    failed.removeEventListener("abort", abandon);
    worker.terminate();
  });
}

function warn(seed: number, advice: string): void {
  console.warn(`Seed ${seed}: ${advice}`);
}

/** An error as the Worker threw it. */
function revive({ error, name }: { error: Error; name: string }): Error {
  const known: Record<string, new (message: string) => Error> = {
    DivergenceError,
    SafetensorsError,
    UserError,
    ...Deno.errors,
  };
  return Object.hasOwn(known, name) ? new known[name](error.message) : error;
}

/**
 * A run on this side. Its network is built when it is first asked for: a large one that nobody asks for
 * takes no memory here.
 */
function runOf(
  recipe: Recipe,
  { run, state, trainedOn, testedOn }:
    & Extract<SeedMessage, { readonly type: "done" }>
    & Pick<SeedRun, "trainedOn" | "testedOn">,
): SeedRun {
  let network: Sequential | undefined;
  return {
    ...run,
    trainedOn,
    testedOn,
    get network() {
      network ??= rebuild(recipe, { seed: run.seed, state });
      return network;
    },
  };
}

/** The trained network on this side, from the numbers that the Worker sent. */
function rebuild(
  { network: specs, inputShape }: Recipe,
  { seed, state }: { seed: number; state: readonly Float32Array[] },
): Sequential {
  const rest = state.values();
  return new Sequential(specs, { inputShape, seed, load: () => rest.next().value! });
}
