// What a machine writes down of a training while it runs, and its sign of life.

import type { JsMsg } from "@nats-io/jetstream";
import type { EpochReport } from "../train/mod.ts";
import type { HeldJob } from "./held_job.ts";
import type { Running } from "./job_state.ts";

/** Milliseconds from one time something is written to the next, at least. */
const WRITE_INTERVAL = 250;

/** Milliseconds from one sign of life to the next. */
const BEAT_INTERVAL = 1000;

/** Writes how far a training is, as often as that is of use. */
export class Diary {
  readonly #held: HeldJob;
  readonly #onLost: (error: unknown) => void;
  readonly #beat: ReturnType<typeof setInterval>;
  readonly #timer: ReturnType<typeof setInterval>;
  #change: Partial<Running> = {};
  #epochs: EpochReport[];
  #writing: Promise<void> | undefined;
  #isOver = false;

  /**
   * Begins to say that the training is alive.
   *
   * @param options `message`: what the queue gave away; `onLost`: called when nothing can be written any
   * more, as another machine has the training.
   */
  constructor(
    held: HeldJob,
    { message, onLost }: { message: JsMsg; onLost: (error: unknown) => void },
  ) {
    this.#held = held;
    this.#onLost = onLost;
    this.#epochs = [...held.state.epochs];
    this.#beat = setInterval(() => message.working(), BEAT_INTERVAL);
    this.#timer = setInterval(() => this.#flush(), WRITE_INTERVAL);
  }

  /** Writes a change, soon. */
  write(change: Partial<Running>): void {
    this.#change = { ...this.#change, ...change };
  }

  /** Writes that an epoch is over. One that another machine had done before takes the place of that. */
  add(epoch: EpochReport): void {
    this.#epochs = [...this.#epochs.filter((other) => other.epoch < epoch.epoch), epoch];
    this.write({ epochs: this.#epochs });
  }

  /** Waits until all that is known so far is written. */
  async flush(): Promise<void> {
    await this.#writing;
    this.#flush();
    await this.#writing;
  }

  /** Writes nothing more, when what is being written is there. The signs of life go on. */
  async settle(): Promise<void> {
    this.#isOver = true;
    clearInterval(this.#timer);
    await this.#writing;
  }

  /** Ends the signs of life. */
  close(): void {
    clearInterval(this.#beat);
  }

  #flush(): void {
    if (this.#writing !== undefined || this.#isOver) return;
    if (Object.keys(this.#change).length === 0) return;
    const change = this.#change;
    this.#change = {};
    this.#writing = this.#held.update(change)
      .catch(this.#onLost)
      .finally(() => this.#writing = undefined);
  }
}
