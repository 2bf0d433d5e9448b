// Trainings in the Workers of this process.

import { defaultThreads } from "../tensor/mod.ts";
import type { Outcome, Runner, RunnerOptions, Training } from "./runner.ts";
import { seedRun } from "./seed_run.ts";
import { TrainingThread } from "./training_thread.ts";

/**
 * Runs trainings in Workers of this process, as many at a time as there are processors. Where there are
 * fewer trainings than processors they have several threads each, so that all processors are busy.
 *
 * @param options `workers`: how many train at the same time, instead of one a processor.
 */
export function workerRunner({ workers }: { workers?: number } = {}): Runner {
  return { run: (trainings, options) => runInWorkers(trainings, { ...options, workers }) };
}

async function runInWorkers(
  trainings: readonly Training[],
  { workers: wanted, ...options }: RunnerOptions & { workers?: number },
): Promise<Outcome[]> {
  const { signal } = options;
  const processors = defaultThreads();
  const workers = Math.min(wanted ?? processors, trainings.length);
  const threads = Math.max(1, Math.floor(processors / workers));
  const outcomes = trainings.map((): Outcome => ({ type: "notStarted" }));
  const broken = new AbortController();
  const abandon = AbortSignal.any([options.abandon, broken.signal]);
  // What a function throws that is told of a training is no failure of that training.
  const told = <Args extends unknown[]>(tell?: (...args: Args) => void) => (...args: Args) => {
    try {
      tell?.(...args);
    } catch (error) {
      broken.abort(error);
    }
  };
  const listeners = {
    onProgress: told(options.onProgress),
    onEpoch: told(options.onEpoch),
    onAdvice: told(options.onAdvice),
  };
  const onOutcome = told(options.onOutcome);
  const waiting = [...trainings.entries()];
  async function work(): Promise<void> {
    let thread: TrainingThread | undefined;
    while (waiting.length > 0 && !signal?.aborted && !abandon.aborted) {
      const [i, training] = waiting.shift()!;
      thread ??= new TrainingThread();
      try {
        const finished = await thread.train(training, { signal, abandon, threads, ...listeners });
        outcomes[i] = { type: "trained", run: seedRun(training, finished) };
      } catch (error) {
        if (abandon.aborted) break;
        outcomes[i] = { type: "failed", error: error as Error };
      }
      onOutcome(training, outcomes[i]);
      if (thread.isClean) continue;
      thread.end();
      thread = undefined;
    }
    thread?.end();
  }
  await Promise.all(Array.from({ length: workers }, work));
  abandon.throwIfAborted();
  return outcomes;
}
