// The stop button: it ends a training, and never the kernel.

import { kernel } from "./kernel.ts";

/**
 * A signal that aborts when the reader presses the stop button, for one training:
 * `fit(network, data, { ...settings, signal: stopSignal() })`.
 *
 * The editor's stop button sends SIGINT, which would kill the kernel, and with it all that was learned. From
 * the moment a notebook imports this module, SIGINT does nothing but abort the signals that were given out
 * so far. So pressed while nothing trains, the button does nothing; pressed during a training, that ends
 * after the step under way, its cell goes on with the network as it is, and the cells after it run.
 * A loop that neither waits nor looks at a signal can only be ended by restarting the kernel.
 *
 * Outside a notebook the signal never aborts: Ctrl+C ends the program, as ever.
 *
 * @returns A signal for the training that is about to begin; take a new one for each.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { stopSignal } from "./stop.ts";
 *
 * const signal = stopSignal();
 * assert(!signal.aborted);
 * ```
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  if (kernel()) controllers.push(controller);
  return controller.signal;
}

/** Those of the signals that were given out since the last press. */
let controllers: AbortController[] = [];

function pressed(): void {
  const reason = new DOMException("The stop button was pressed", "AbortError");
  for (const controller of controllers) controller.abort(reason);
  controllers = [];
}

if (kernel()) Deno.addSignalListener("SIGINT", pressed);
