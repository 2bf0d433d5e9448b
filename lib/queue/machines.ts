// The machines that one hears of on a queue.

import { type Announcement, decodeAnnouncement } from "./announcement.ts";
import { differencesOf, type Needs } from "./needs.ts";
import { type Queue, subjects } from "./queue.ts";

/** Milliseconds after which a machine that says nothing is held to be gone. */
const GONE = 7000;

/** How many machines an explanation names. */
const NAMED = 3;

/** A machine, and when it was heard of last. */
interface Heard extends Announcement {
  readonly at: number;
}

/** Listens to what machines say of themselves. */
export class Machines implements Disposable {
  readonly #queue: Queue;
  readonly #heard = new Map<string, Heard>();
  readonly #end: () => void;
  readonly #start = performance.now();

  /** Listens from now on; they speak every two seconds. */
  constructor(queue: Queue) {
    this.#queue = queue;
    const subscription = queue.connection.subscribe(subjects.machines, {
      callback: (error, message) => {
        const said = error ? undefined : decodeAnnouncement(message.string());
        if (said) this.#heard.set(said.name, { ...said, at: performance.now() });
      },
    });
    this.#end = () => subscription.unsubscribe();
  }

  [Symbol.dispose](): void {
    this.#end();
  }

  /** Those that are there, by name. */
  get present(): Announcement[] {
    return [...this.#heard.values()]
      .filter(({ at }) => performance.now() - at < GONE)
      .sort((a, b) => a.name < b.name ? -1 : 1);
  }

  /** Whether all that are there have had the time to say so. */
  get hasListened(): boolean {
    return performance.now() - this.#start > GONE;
  }

  /** Why no machine takes a training, in words; nothing if one can, or it is too early to tell. */
  explain(needs: Needs): string | undefined {
    const { present } = this;
    if (present.length === 0) {
      return this.hasListened
        ? `No machine is at the queue ${this.#queue.name}: start some with deno task work --queue=…; the ` +
          "trainings wait"
        : undefined;
    }
    const unfit = present.map(({ name, needs: has }) => ({
      name,
      differences: differencesOf(has, needs),
    }));
    if (unfit.some(({ differences }) => differences.length === 0)) return undefined;
    const reasons = unfit.slice(0, NAMED)
      .map(({ name, differences }) => `${name}: ${differences.join(", ")}`);
    return `None of the ${present.length} machines at the queue ${this.#queue.name} can do this (` +
      `${
        reasons.join("; ")
      }): give them the same version, arithmetic and dataset; the trainings wait`;
  }
}
