// Ctrl-C and the other ways in which a terminal or a system asks a program to end. The stop button of a
// notebook is another thing: see `notebook/stop.ts`.

/** The exit code of a program that a signal stopped, by the custom of shells: 128 + 2. */
export const INTERRUPTED = 130;

/** How long a signal may take to be noticed, in milliseconds. */
const SIGNAL_DELAY = 50;

let stop: AbortController | undefined;

/**
 * A signal that aborts when the terminal or the system asks this program to end. From the first call on
 * the program ends by itself then, so that nothing it started and no temporary file stays behind.
 */
export function interruptSignal(): AbortSignal {
  if (stop === undefined) {
    const controller = stop = new AbortController();
    const signals: Deno.Signal[] = Deno.build.os === "windows"
      ? ["SIGINT"]
      : ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) Deno.addSignalListener(signal, () => controller.abort());
  }
  return stop.signal;
}

/**
 * Whether an error came of a signal. Ctrl-C goes to the programs that this one started too, and their
 * end may be noticed before the signal is.
 */
export async function wasInterrupted(): Promise<boolean> {
  if (stop === undefined) return false;
  if (!stop.signal.aborted) await new Promise((resolve) => setTimeout(resolve, SIGNAL_DELAY));
  return stop.signal.aborted;
}
