// One training from the queue on this machine, from when it is taken until it is handed in.

import type { JsMsg } from "@nats-io/jetstream";
import type { Msg, Subscription } from "@nats-io/transport-node";
import { SafetensorsError } from "../nn/mod.ts";
import { UserError } from "../system/user_error.ts";
import { DivergenceError, type Training } from "../train/mod.ts";
import type { FinishedTraining } from "../train/seed_run.ts";
import type { TrainingThread } from "../train/training_thread.ts";
import { CheckpointObject } from "./checkpoint_object.ts";
import { Diary } from "./diary.ts";
import { type HeldJob, LostJobError, readState } from "./held_job.ts";
import { differencesOf, type Needs } from "./needs.ts";
import type { Job } from "./job.ts";
import type { Running } from "./job_state.ts";
import { QueueAwayError } from "./persist.ts";
import { KEEP, type Queue, subjects } from "./queue.ts";
import { encodeRun } from "./result_file.ts";
import { isOver, takeJob } from "./take_job.ts";
import { objects, type TrainingData } from "./training_data.ts";

/** What became of a training on this machine. */
export interface JobReport {
  /** `left`: another machine has it now, or it waits again. */
  readonly type: "taken" | "done" | "failed" | "stopped" | "left";
  readonly id: string;
  /** Where it is known. */
  readonly seed?: number;
  /** Why it failed or was left. */
  readonly reason?: string;
}

/** With what a training is run. */
export interface RunJobOptions {
  /** The name of this machine. */
  readonly machine: string;
  /** What it has. */
  readonly needs: Needs;
  readonly data: TrainingData;
  readonly thread: TrainingThread;
  /** Seconds from one checkpoint to the next. */
  readonly checkpointSeconds: number;
  /** Aborts when this machine is to end: the training goes back to the queue. */
  readonly end: AbortSignal;
  readonly onReport: (report: JobReport) => void;
}

/** How often a training may be begun without coming to an end. */
const MAX_ATTEMPTS = 5;

/**
 * Runs a training of the queue.
 *
 * @param message What the queue gave away.
 * @throws {UserError} If the server is away for ten minutes.
 */
export async function runJob(
  queue: Queue,
  message: JsMsg,
  options: RunJobOptions,
): Promise<void> {
  const id = message.subject.split(".").at(-1)!;
  const taken = await takeJob(queue, message, { id, machine: options.machine });
  if (taken === undefined) return;
  const { held, job } = taken;
  options.onReport({ type: "taken", id, seed: job instanceof Error ? undefined : job.seed });
  await new JobRun(queue, { ...options, message, held }).run(job);
}

class JobRun {
  readonly #queue: Queue;
  readonly #options: RunJobOptions & { readonly message: JsMsg; readonly held: HeldJob };
  /** Ends the training at once: it is not wanted from here any more. */
  readonly #abandon = new AbortController();
  /** Ends it after the step under way. */
  readonly #stop = new AbortController();
  readonly #diary: Diary;
  readonly #checkpoint: CheckpointObject;
  readonly #subscription: Subscription;
  /** What asked for the end. */
  #request: Msg | undefined;

  constructor(
    queue: Queue,
    options: RunJobOptions & { readonly message: JsMsg; readonly held: HeldJob },
  ) {
    this.#queue = queue;
    this.#options = options;
    this.#diary = new Diary(options.held, {
      message: options.message,
      onLost: (error) => this.#abandon.abort(error),
    });
    this.#checkpoint = new CheckpointObject(queue, {
      object: objects.checkpoint(options.held.id),
      seconds: options.checkpointSeconds,
      diary: this.#diary,
      onError: (error) => this.#abandon.abort(error),
    });
    this.#subscription = queue.connection.subscribe(subjects.stop(options.held.id), {
      callback: (_, request) => {
        this.#request ??= request;
        this.#stop.abort();
      },
    });
  }

  async run(job: Job | Error): Promise<void> {
    const { held, end, machine, needs } = this.#options;
    const leave = () => this.#abandon.abort(new LostJobError("This machine was told to end"));
    end.addEventListener("abort", leave);
    if (end.aborted) leave();
    try {
      if (job instanceof Error) throw job;
      const unfit = differencesOf(needs, job.needs);
      if (unfit.length > 0) throw new RangeError(`Cannot train on ${machine}: ${unfit.join(", ")}`);
      if (held.state.attempts > MAX_ATTEMPTS) throw new UserError(tooOften(held.state));
      const training = await this.#training(job);
      const finished = await this.#train(training);
      await this.#diary.settle();
      if (finished.report.history.stopped) return await this.#handOver(finished);
      await this.#handIn(finished);
    } catch (error) {
      await this.#diary.settle();
      if (error instanceof LostJobError) return await this.#leave(error);
      // That the server is away is no fault of the training.
      if (error instanceof QueueAwayError) throw error;
      await this.#fail(error as Error);
    } finally {
      end.removeEventListener("abort", leave);
      this.#subscription.unsubscribe();
      this.#diary.close();
    }
  }

  async #training({ recipe, seed, ...job }: Job): Promise<Training> {
    const { data } = this.#options;
    return {
      ...{ recipe, seed },
      ...await data.find({ recipe, seed, ...job }),
      checkpoint: this.#checkpoint,
    };
  }

  async #train(training: Training): Promise<FinishedTraining> {
    return await this.#options.thread.train(training, {
      signal: this.#stop.signal,
      abandon: this.#abandon.signal,
      threads: 1,
      onProgress: (_, progress) => this.#diary.write({ progress }),
      onEpoch: (_, epoch) => {
        this.#diary.add(epoch);
        this.#checkpoint.send();
      },
      onAdvice: (_, advice) => this.#diary.write({ advice }),
    });
  }

  async #handIn(finished: FinishedTraining): Promise<void> {
    const { held, machine, message } = this.#options;
    const { attempts } = held.state;
    const { weightsSha256 } = finished.report;
    // One that was frozen must not put its own in the place of what another has handed in.
    await held.update({});
    await this.#queue.store.put(objects.result(held.id), encodeRun(finished));
    await held.end({ type: "done", machine, weightsSha256, attempts });
    // Until this is acknowledged, another machine tidies up where this one cannot any more.
    await this.#checkpoint.remove();
    message.ack();
    this.#report("done");
  }

  /** Gives what was learned to whoever wanted the training ended. */
  async #handOver(finished: FinishedTraining): Promise<void> {
    const { held, message } = this.#options;
    const object = objects.stopped(held.id, held.state.holder);
    await this.#queue.store.put(object, encodeRun(finished));
    this.#request?.respond(object);
    await held.forget();
    // Others who want it get it from another machine, which goes on from its checkpoint.
    if (this.#request?.string() === KEEP) message.nak();
    else message.ack();
    this.#report("stopped");
  }

  /** Another machine has it now, or is to have it. */
  async #leave(error: LostJobError): Promise<void> {
    const { held, message, end } = this.#options;
    this.#report("left", error.message);
    if (!end.aborted) return await this.#tidy();
    // That this machine ends is no fault of the training.
    await held.update({ attempts: held.state.attempts - 1 }).then(() => message.nak(), () => {});
  }

  /** Where this machine was cut off, what it kept may have come when the training was over elsewhere. */
  async #tidy(): Promise<void> {
    await this.#checkpoint.settle();
    const written = await readState(this.#queue, this.#options.held.id);
    if (written && isOver(written)) await this.#checkpoint.remove();
  }

  async #fail(error: Error): Promise<void> {
    const { held, machine, message } = this.#options;
    if (error instanceof SafetensorsError) {
      // Its checkpoint is damaged: from the start, then, as often as a training may be begun.
      await this.#checkpoint.remove();
      message.nak();
      return this.#report("left", error.message);
    }
    const isFinal = [DivergenceError, TypeError, RangeError].some((Type) => error instanceof Type);
    const { name, message: text } = error;
    const { attempts } = held.state;
    try {
      await held.end({
        type: "failed",
        machine,
        error: { name, message: text },
        isFinal,
        attempts,
      });
    } catch (lost) {
      if (lost instanceof LostJobError) return await this.#leave(lost);
      throw lost;
    }
    if (isFinal) await this.#checkpoint.remove();
    message.ack();
    this.#report("failed", text);
  }

  #report(type: JobReport["type"], reason?: string): void {
    this.#options.onReport({ type, id: this.#options.held.id, reason });
  }
}

function tooOften({ attempts, machine }: Running): string {
  return `Cannot train: it was begun ${
    attempts - 1
  } times and no machine came to its end, ${machine} ` +
    "was the last to try; is there too little memory for it? Make the network or the batch smaller";
}
