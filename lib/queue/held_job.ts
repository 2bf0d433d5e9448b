// A training that this machine has: only who wrote its state last may write it again.

import { JetStreamApiError } from "@nats-io/jetstream";
import type { KvEntry } from "@nats-io/kv";
import { decodeState, encodeState, type JobState, type Running } from "./job_state.ts";
import type { Queue } from "./queue.ts";

/** Another machine has taken a training over: what this one makes of it is not wanted any more. */
export class LostJobError extends Error {
  override readonly name = "LostJobError";
}

/** What is written of a training, and the number that it was written by. */
export interface WrittenState {
  readonly state: JobState;
  readonly revision: number;
}

/** The codes of JetStream's errors where a state was written by another in the meantime. */
const WRITTEN_MEANWHILE = [10071, 10164];

/** What is written of a training; nothing if it waits for a machine. */
export async function readState(queue: Queue, id: string): Promise<WrittenState | undefined> {
  return writtenState(await queue.persist(() => queue.states.get(id)));
}

/** What an entry says. One that cannot be read is as good as a failure that may be repeated. */
export function writtenState(entry: KvEntry | null): WrittenState | undefined {
  if (entry === null || entry.operation !== "PUT") return undefined;
  const { revision } = entry;
  try {
    return { state: decodeState(entry.string()), revision };
  } catch (error) {
    const { name, message } = error as Error;
    const state = { machine: "unknown", error: { name, message }, isFinal: false, attempts: 0 };
    return { state: { type: "failed", ...state }, revision };
  }
}

/** The state of a training that this machine has. */
export class HeldJob {
  /** The training. */
  readonly id: string;
  readonly #queue: Queue;
  #state: Running;
  #revision: number;

  private constructor(
    queue: Queue,
    { id, state, revision }: { id: string; state: Running; revision: number },
  ) {
    this.id = id;
    this.#queue = queue;
    this.#state = state;
    this.#revision = revision;
  }

  /**
   * Takes a training.
   *
   * @param state What is written of it from now on.
   * @param options `id`: which training; `before`: what was written of it.
   * @throws {LostJobError} If another machine was faster.
   */
  static async take(
    queue: Queue,
    state: Running,
    { id, before }: { id: string; before?: WrittenState },
  ): Promise<HeldJob> {
    const held = new HeldJob(queue, { id, state, revision: before?.revision ?? 0 });
    await held.#write(state);
    return held;
  }

  /** What this machine wrote last. */
  get state(): Running {
    return this.#state;
  }

  /**
   * Writes how far the training is.
   *
   * @throws {LostJobError} If another machine has taken it over.
   */
  async update(change: Partial<Running>): Promise<void> {
    await this.#write({ ...this.#state, ...change });
  }

  /**
   * Writes how the training ended. Of all machines that may have had it only one can.
   *
   * @throws {LostJobError} If another machine has taken it over.
   */
  async end(state: JobState): Promise<void> {
    await this.#write(state);
  }

  /** Writes that nobody has it, so that it is as if it had not begun. */
  async forget(): Promise<void> {
    const { states } = this.#queue;
    try {
      await this.#queue.persist(() => states.delete(this.id, { previousSeq: this.#revision }));
    } catch (error) {
      if (!isWrittenMeanwhile(error)) throw error;
    }
  }

  async #write(state: JobState): Promise<void> {
    const text = encodeState(state);
    const { states } = this.#queue;
    await this.#queue.persist(async () => {
      try {
        this.#revision = this.#revision === 0
          ? await states.create(this.id, text)
          : await states.update(this.id, text, this.#revision);
      } catch (error) {
        if (!isWrittenMeanwhile(error)) throw error;
        // The server may have written it and its answer may have been lost.
        const entry = await states.get(this.id);
        if (entry?.string() !== text) {
          throw new LostJobError(`Training ${this.id} was taken over by another machine`);
        }
        this.#revision = entry.revision;
      }
    });
    if (state.type === "running") this.#state = state;
  }
}

function isWrittenMeanwhile(error: unknown): boolean {
  return error instanceof JetStreamApiError && WRITTEN_MEANWHILE.includes(error.code);
}
