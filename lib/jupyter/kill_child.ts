// Sends a signal to a program that this one started.

/**
 * Sends a signal to a child process; one that has ended is left in peace.
 *
 * @param child The process.
 * @param signal Which signal.
 */
export function killChild(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    // Nobody can ask whether it still runs: it may end between the question and the signal.
    if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
  }
}
