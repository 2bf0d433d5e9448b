// Keeps an eye on a queue: machines, trainings, how many are done, and why some failed.

import { writtenState } from "./held_job.ts";
import type { JobState } from "./job_state.ts";
import { Machines } from "./machines.ts";
import type { Overview } from "./overview.ts";
import type { Queue } from "./queue.ts";

/** Milliseconds of a minute. */
const MINUTE = 60_000;

/** How many failures are kept. */
const FAILURES = 5;

/** What goes on at a queue. */
export class QueueWatch {
  readonly #queue: Queue;
  readonly #machines: Machines;
  readonly #types = new Map<string, JobState["type"]>();
  readonly #failures: string[] = [];
  /** When trainings were handed in. */
  #handedIn: number[] = [];

  private constructor(queue: Queue) {
    this.#queue = queue;
    this.#machines = new Machines(queue);
  }

  /** Begins to watch. */
  static async start(queue: Queue): Promise<QueueWatch> {
    const watch = new QueueWatch(queue);
    // The watch itself does not say for certain what was written before it began.
    const { streamInfo } = await queue.persist(() => queue.states.status());
    const before = streamInfo.state.last_seq;
    const states = await queue.persist(() => queue.states.watch());
    void (async () => {
      for await (const entry of states) {
        const written = writtenState(entry);
        if (written === undefined) watch.#types.delete(entry.key);
        else watch.#note(entry.key, { state: written.state, isNew: entry.revision > before });
      }
    })();
    return watch;
  }

  /** How it is now. */
  async overview(): Promise<Overview> {
    const waiting = await this.#queue.waiting();
    const count = (type: JobState["type"]) =>
      [...this.#types.values()].filter((other) => other === type).length;
    this.#handedIn = this.#handedIn.filter((time) => performance.now() - time < MINUTE);
    return {
      machines: this.#machines.present,
      waiting: [...waiting.values()].reduce((sum, trainings) => sum + trainings, 0),
      running: count("running"),
      done: count("done"),
      failed: count("failed"),
      lastMinute: this.#handedIn.length,
      failures: this.#failures,
    };
  }

  #note(id: string, { state, isNew }: { state: JobState; isNew: boolean }): void {
    this.#types.set(id, state.type);
    if (state.type === "done" && isNew) this.#handedIn.push(performance.now());
    if (state.type !== "failed") return;
    this.#failures.push(`${state.error.message} (${state.machine})`);
    if (this.#failures.length > FAILURES) this.#failures.shift();
  }
}
