// Whether a process is there, to find out that nothing was left behind.

/** Whether the process with this id runs. */
export function isRunning(pid: number): boolean {
  try {
    // SIGCONT does nothing to a process that is running.
    Deno.kill(pid, "SIGCONT");
    return true;
  } catch {
    return false;
  }
}
