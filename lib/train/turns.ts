// Long work that stays interruptible: now and then it lets everything else have its turn.

import { setImmediate } from "node:timers";

/**
 * Gives the event loop a turn every so often, in which signals, messages and displays get through.
 *
 * @example
 * ```ts
 * import { Turns } from "./turns.ts";
 *
 * const turns = new Turns({ every: 50 });
 * for (let i = 0; i < 1000; i++) {
 *   // … a piece of work …
 *   if (turns.due) await turns.take();
 * }
 * ```
 */
export class Turns {
  readonly #every: number;
  #last = performance.now();

  /** @param options `every`: milliseconds between two turns. */
  constructor({ every }: { every: number }) {
    this.#every = every;
  }

  /** Whether it is time for a turn. */
  get due(): boolean {
    return performance.now() - this.#last >= this.#every;
  }

  /** Resolves after everything that waited has had its turn. */
  async take(): Promise<void> {
    await turn();
    this.#last = performance.now();
  }
}

/** Resolves after everything that waited has had its turn, once. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
