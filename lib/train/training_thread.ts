// A Worker that trains, one training after another, and what it says on this side.

import { SafetensorsError } from "../nn/mod.ts";
import { UserError } from "../system/user_error.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { DivergenceError } from "./divergence.ts";
import type { RunnerOptions, Training } from "./runner.ts";
import type { FinishedTraining } from "./seed_run.ts";
import type { TrainingMessage, TrainingOrder } from "./training_messages.ts";

/** What a thread is told of a training, and whom it tells. */
export type ThreadOptions = Omit<RunnerOptions, "onOutcome"> & {
  /** How many share the work of the training. */
  readonly threads: number;
};

/** A Worker that trains. A new one takes a tenth of a second to start, so it is used again. */
export class TrainingThread {
  readonly #worker = new Worker(new URL("./training_worker.ts", import.meta.url), {
    type: "module",
  });
  #isClean = true;

  /** Whether it can train once more: not after a training that failed or was left. */
  get isClean(): boolean {
    return this.#isClean;
  }

  /** Ends the thread, with what it is doing. */
  end(): void {
    this.#worker.terminate();
  }

  /**
   * Trains. A thread does one training at a time.
   *
   * @throws {Error} What the training throws, its checkpoint, or a function that was told of it; the
   * reason of `abandon`.
   */
  async train(training: Training, options: ThreadOptions): Promise<FinishedTraining> {
    const { signal, abandon } = options;
    const { seed } = training;
    const worker = this.#worker;
    const done = Promise.withResolvers<FinishedTraining>();
    const stop = () => this.#post({ type: "stop" });
    const leave = () => done.reject(abandon.reason);
    worker.onmessage = ({ data }: MessageEvent<TrainingMessage>) => {
      this.#receive(data, { training, options }).then(
        (finished) => finished && done.resolve(finished),
        done.reject,
      );
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
    this.#isClean = false;
    try {
      abandon.throwIfAborted();
      signal?.addEventListener("abort", stop);
      abandon.addEventListener("abort", leave);
      this.#start(training, options);
      if (signal?.aborted) stop();
      const finished = await done.promise;
      this.#isClean = true;
      return finished;
    } finally {
      signal?.removeEventListener("abort", stop);
      abandon.removeEventListener("abort", leave);
    }
  }

  #start({ recipe, seed, softTargets, ...data }: Training, { threads }: ThreadOptions): void {
    this.#post({
      type: "train",
      recipe,
      seed,
      threads,
      softTargets,
      train: data.train.toMessage(),
      validation: data.validation?.toMessage(),
      test: data.test?.toMessage(),
      checkpoint: data.checkpoint && describeCheckpoint(data.checkpoint),
    });
  }

  /** Does what a message asks for, and returns what the training came to when it is over. */
  async #receive(
    message: TrainingMessage,
    { training, options }: { training: Training; options: ThreadOptions },
  ): Promise<FinishedTraining | undefined> {
    switch (message.type) {
      case "progress":
        return void options.onProgress?.(training, message.progress);
      case "epoch":
        return void options.onEpoch?.(training, message.epoch);
      case "advice":
        return void options.onAdvice?.(training, message.advice);
      case "error":
        throw revive(message);
      case "checkpoint":
        return this.#post({
          type: "checkpoint",
          state: await askCheckpoint(training.checkpoint!, message),
        });
      case "done":
        return message.finished;
    }
  }

  #post(order: TrainingOrder): undefined {
    this.#worker.postMessage(order);
  }
}

/** What can be said to a Worker of a checkpoint; the rest is asked from there. */
function describeCheckpoint({ name, every, seconds }: Checkpoint) {
  return { name, every, seconds };
}

async function askCheckpoint(
  checkpoint: Checkpoint,
  message: Extract<TrainingMessage, { type: "checkpoint" }>,
): Promise<Uint8Array | undefined> {
  switch (message.call) {
    case "load":
      return await checkpoint.load();
    case "assertWritable":
      await checkpoint.assertWritable?.();
      return undefined;
    case "save":
      await checkpoint.save(message.state);
      return undefined;
  }
}

/** An error as the Worker threw it. */
function revive({ error, name }: { error: Error; name: string }): Error {
  return reviveError({ name, message: error.message }) ?? error;
}

/**
 * An error of a known class, made of its name and its message.
 *
 * @returns Nothing if there is no such class.
 */
export function reviveError(
  { name, message }: { name: string; message: string },
): Error | undefined {
  const known: Record<string, new (message: string) => Error> = {
    DivergenceError,
    SafetensorsError,
    UserError,
    RangeError,
    TypeError,
    ...Deno.errors,
  };
  return Object.hasOwn(known, name) ? new known[name](message) : undefined;
}
