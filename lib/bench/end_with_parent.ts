// No program that the benchmark started goes on without it, not even one that is halted.

import { type ChildProcess, spawn } from "node:child_process";

/** Waits for the end of an input that nobody writes to: it comes when whoever holds its other end is gone. */
const WATCH = `trap "" HUP INT TERM; read -r _; kill -KILL "$0"`;

/**
 * Ends a program when this one ends, even if this one is killed and cannot do it itself. On Windows
 * programs are never halted, and notice that their input has ended.
 */
export function endWithParent(child: ChildProcess): void {
  if (Deno.build.os === "windows" || child.pid === undefined) return;
  const watch = spawn("sh", ["-c", WATCH, String(child.pid)], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Without a shell there is nobody to watch, and the benchmark goes on.
  watch.on("error", () => {});
  watch.unref();
  // Afterwards the number may belong to another program.
  child.on("exit", () => watch.kill("SIGKILL"));
}
