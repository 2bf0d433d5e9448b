// A word to the garbage collector, which does not see how much memory hangs on a small object.

import { nodeModule } from "./node_modules.ts";

let collect: (() => void) | undefined;

/**
 * Collects garbage now. What was found is given back at the next turn of the event loop.
 *
 * V8 exposes its collector to code that is run after a flag was set. Where there is no such thing, as
 * in a web page, nothing happens, and the collector comes when it thinks it should.
 */
export function collectGarbage(): void {
  collect ??= findCollector();
  collect();
}

function findCollector(): () => void {
  const v8 = nodeModule("node:v8");
  const vm = nodeModule("node:vm");
  if (v8 === undefined || vm === undefined) return () => {};
  v8.setFlagsFromString("--expose-gc");
  return vm.runInNewContext("gc");
}
