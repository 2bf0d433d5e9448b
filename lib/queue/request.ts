// A training that was asked for: what is heard of it, and what it comes to.

import { JetStreamApiError } from "@nats-io/jetstream";
import { errors } from "@nats-io/transport-node";
import { SafetensorsError } from "../nn/mod.ts";
import type { EpochReport, Outcome, RunnerOptions, SeedRun, Training } from "../train/mod.ts";
import { reviveError } from "../train/training_thread.ts";
import { readState, type WrittenState } from "./held_job.ts";
import type { Failed } from "./job_state.ts";
import { KEEP, type Queue, subjects } from "./queue.ts";
import { decodeRun } from "./result_file.ts";
import { objects } from "./training_data.ts";

/** Milliseconds that a machine has to end a training, and to hand over what it came to. */
const STOP_TIME = 60_000;

/** Milliseconds that others have to say that they want a training. */
const WANTED_TIME = 500;

/** What a training is asked for with. */
export interface RequestOptions {
  /** What it is called on the queue, and which kind of machine it is for. */
  readonly id: string;
  readonly kind: string;
  /** What is sent. */
  readonly bytes: Uint8Array;
  readonly training: Training;
  /** Who is told of it. */
  readonly listeners: Pick<RunnerOptions, "onProgress" | "onEpoch" | "onAdvice" | "onOutcome">;
}

/** A training that was asked for. */
export class Request {
  readonly id: string;
  readonly #queue: Queue;
  readonly #options: RequestOptions;
  readonly #outcome = Promise.withResolvers<Outcome>();
  #isSettled = false;
  #isRunning = false;
  #epochs = 0;
  #hasAdvice = false;
  /** Which machine did it, or does it. */
  #machine: string | undefined;
  /** The failure that was there before it was asked for. */
  #before: number | undefined;

  /** Asks for nothing yet. */
  constructor(queue: Queue, options: RequestOptions) {
    this.id = options.id;
    this.#queue = queue;
    this.#options = options;
  }

  /** How it ended, when it has. */
  get outcome(): Promise<Outcome> {
    return this.#outcome.promise;
  }

  /** Whether it has ended. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Whether a machine has it. */
  get isRunning(): boolean {
    return this.#isRunning && !this.#isSettled;
  }

  /** Which machine did it, or does it. */
  get machine(): string | undefined {
    return this.#machine;
  }

  /** What was asked for. */
  get training(): Training {
    return this.#options.training;
  }

  /** Asks for it, unless it is over; can be asked again at any time. */
  async ask(): Promise<void> {
    if (this.#isSettled) return;
    const written = await readState(this.#queue, this.id);
    if (written?.state.type === "failed" && !written.state.isFinal) {
      // It did not fail by itself: it gets another chance, but only this one.
      this.#before ??= written.revision;
      if (this.#before === written.revision) await this.#forget(written);
    }
    if (written) await this.observe(written);
    if (!this.#isSettled) await this.#queue.send(this.#options.bytes, this.#options);
  }

  /** Takes note of what a machine has written. */
  async observe(written: WrittenState): Promise<void> {
    const { state, revision } = written;
    if (this.#isSettled || revision === this.#before) return;
    this.#machine = state.machine;
    switch (state.type) {
      case "running":
        return this.#follow(state);
      case "done":
        return await this.#collect(written);
      case "failed":
        return this.#fail(state);
    }
  }

  /** Ends it, if nobody else wants it, and takes what was learned until then. */
  async stop(): Promise<void> {
    if (this.#isSettled) return;
    const { connection } = this.#queue;
    const isWanted = await isAnswered(
      connection.request(subjects.wanted(this.id), "", { timeout: WANTED_TIME }),
    );
    if (!isWanted) await this.#queue.withdraw(this.#options);
    const options = { timeout: STOP_TIME };
    const answer = connection.request(subjects.stop(this.id), isWanted ? KEEP : "", options)
      .then((message) => message.string(), () => undefined);
    // It may come to its end by itself just now.
    const object = await Promise.race([answer, this.outcome.then(() => undefined)]);
    if (object === undefined) return this.#settle({ type: "notStarted" });
    const bytes = await this.#queue.store.get(object);
    if (bytes !== undefined) this.#settle({ type: "trained", run: await this.#decode(bytes) });
    await this.#queue.store.remove(object);
  }

  /** Takes it back, where it waits for a machine. */
  async withdraw(): Promise<void> {
    this.#settle({ type: "notStarted" });
    await this.#queue.withdraw(this.#options);
  }

  #follow({ progress, epochs, advice }: Extract<WrittenState["state"], { type: "running" }>): void {
    const { training, listeners } = this.#options;
    this.#isRunning = true;
    this.#tell(epochs);
    if (progress) listeners.onProgress?.(training, progress);
    if (advice === undefined || this.#hasAdvice) return;
    this.#hasAdvice = true;
    listeners.onAdvice?.(training, advice);
  }

  /** Tells of the epochs that were not told of. One that a machine begins anew is not told of twice. */
  #tell(epochs: readonly EpochReport[]): void {
    const { training, listeners } = this.#options;
    for (const epoch of epochs) {
      if (epoch.epoch <= this.#epochs) continue;
      this.#epochs = epoch.epoch;
      listeners.onEpoch?.(training, epoch);
    }
  }

  async #collect(written: WrittenState): Promise<void> {
    const run = await this.#fetch();
    if (this.#isSettled) return;
    if (run === undefined) {
      // It was removed from the store, or damaged there: it is trained again.
      await this.#forget(written);
      return await this.ask();
    }
    this.#tell(run.history.epochs);
    this.#settle({ type: "trained", run });
  }

  /** What lies in the store; nothing if there is nothing, or it is damaged. */
  async #fetch(): Promise<SeedRun | undefined> {
    const bytes = await this.#queue.store.get(objects.result(this.id));
    try {
      return bytes && await this.#decode(bytes);
    } catch (error) {
      if (error instanceof SafetensorsError) return undefined;
      throw error;
    }
  }

  async #decode(bytes: Uint8Array): Promise<SeedRun> {
    return await decodeRun(bytes, {
      training: this.training,
      from: `training ${this.id} of ${this.#queue.name}`,
      machine: this.#machine,
    });
  }

  #fail({ error, machine }: Failed): void {
    this.#settle({
      type: "failed",
      error: reviveError(error) ?? new Error(`${error.message} (on the machine ${machine})`),
    });
  }

  async #forget({ revision }: WrittenState): Promise<void> {
    try {
      await this.#queue.persist(() =>
        this.#queue.states.delete(this.id, { previousSeq: revision })
      );
    } catch (error) {
      // Somebody else was faster.
      if (!(error instanceof JetStreamApiError)) throw error;
    }
  }

  #settle(outcome: Outcome): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#outcome.resolve(outcome);
    const { training, listeners } = this.#options;
    listeners.onOutcome?.(training, outcome);
  }
}

/** Whether somebody answers. */
async function isAnswered(answer: Promise<unknown>): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    if (error instanceof errors.RequestError || error instanceof errors.TimeoutError) return false;
    throw error;
  }
}
