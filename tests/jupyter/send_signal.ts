// Signals to processes that are not children of the tests. Tests have no permission for that; a program has.

import { runDeno } from "../../lib/system/run_deno.ts";

/**
 * Sends a signal.
 *
 * @param pid A process, or minus the number of a group of processes.
 * @param signal Which one.
 * @returns Whether it is there.
 */
export async function sendSignal(pid: number, signal: Deno.Signal): Promise<boolean> {
  const code = `try {
    Deno.kill(${pid}, "${signal}");
    console.log("sent");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log("nobody");
  }`;
  const { stdout, stderr } = await runDeno(["eval", "--no-config", code], ".");
  if (stdout === "") throw new Error(stderr);
  return stdout === "sent\n";
}

/** Whether a process is there, to find out that nothing was left behind. */
export async function isRunning(pid: number): Promise<boolean> {
  // This signal does nothing to a process that is running.
  return await sendSignal(pid, "SIGCONT");
}
