// A training that is kept in the object store, beside the training and not in its way.

import type { Checkpoint } from "../train/mod.ts";
import type { Diary } from "./diary.ts";
import type { Queue } from "./queue.ts";

/** Keeps a training in the object store. */
export class CheckpointObject implements Checkpoint {
  readonly name: string;
  readonly seconds: number;
  readonly #queue: Queue;
  readonly #options: {
    readonly object: string;
    readonly seconds: number;
    readonly diary: Diary;
    readonly onError: (error: unknown) => void;
  };
  #state: Uint8Array | undefined;
  #sent = performance.now();
  #sending: Promise<void> | undefined;

  /**
   * Keeps it by a name.
   *
   * @param options `seconds`: from one time it is sent to the next, at least; `diary`: where its epochs
   * are written down; `onError`: told why nothing can be kept.
   */
  constructor(
    queue: Queue,
    options: { object: string; seconds: number; diary: Diary; onError: (error: unknown) => void },
  ) {
    this.name = `${options.object} of ${queue.name}`;
    this.seconds = options.seconds;
    this.#queue = queue;
    this.#options = options;
  }

  /** What was kept last. */
  async load(): Promise<Uint8Array | undefined> {
    return await this.#queue.store.get(this.#options.object);
  }

  /** Takes a state, which is sent when its last epoch is written down. */
  save(state: Uint8Array): Promise<void> {
    this.#state = state;
    return Promise.resolve();
  }

  /** Sends what was taken, if it is time: not when a training is over before there is much to keep. */
  send(): void {
    const state = this.#state;
    const isTime = performance.now() - this.#sent >= 1000 * this.seconds;
    if (state === undefined || this.#sending !== undefined || !isTime) return;
    this.#state = undefined;
    this.#sending = this.#send(state)
      .catch(this.#options.onError)
      .finally(() => {
        this.#sending = undefined;
        this.#sent = performance.now();
      });
  }

  /** Waits until what is being sent is there. */
  async settle(): Promise<void> {
    await this.#sending;
  }

  /** Forgets it: the training is over. */
  async remove(): Promise<void> {
    await this.settle();
    await this.#queue.store.remove(this.#options.object);
  }

  async #send(state: Uint8Array): Promise<void> {
    // Who goes on from here tells only of the epochs after it.
    await this.#options.diary.flush();
    await this.#queue.store.put(this.#options.object, state);
  }
}
