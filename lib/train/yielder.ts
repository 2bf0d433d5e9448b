// Long work that stays interruptible: now and then it yields to the event loop.

/**
 * Yields to the event loop every so often, so that signals, messages and displays get through.
 *
 * @example
 * ```ts
 * import { Yielder } from "./yielder.ts";
 *
 * const yielder = new Yielder({ every: 50 });
 * for (let i = 0; i < 1000; i++) {
 *   // … a piece of work …
 *   if (yielder.due) await yielder.yield();
 * }
 * ```
 */
export class Yielder {
  readonly #every: number;
  #last = performance.now();

  /** @param options `every`: milliseconds from one time to the next. */
  constructor({ every }: { every: number }) {
    this.#every = every;
  }

  /** Whether it is time to yield. */
  get due(): boolean {
    return performance.now() - this.#last >= this.#every;
  }

  /** Resolves after the event loop has handled what waited. */
  async yield(): Promise<void> {
    await yieldToEventLoop();
    this.#last = performance.now();
  }
}

/**
 * Resolves after the event loop has handled what waited, once.
 *
 * Timers will not do: they wait a millisecond and more, in pages four. Pages, which have no
 * `setImmediate`, get the message of a channel; in Deno that would come before dropped memory is given
 * back.
 */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

type SetImmediate = (callback: () => void) => void;

const { setImmediate = sendMessage } = globalThis as { setImmediate?: SetImmediate };

function sendMessage(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => {
    port2.close();
    callback();
  };
  port1.postMessage(undefined);
}
