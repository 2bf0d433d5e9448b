// What the figures of a benchmark belong to.

import { cpus } from "node:os";
import type { BenchmarkMachine } from "./benchmark.ts";

/** Describes this machine, but for its peak, which is measured. */
export function describeMachine(): Omit<BenchmarkMachine, "peak"> {
  const { os, arch } = Deno.build;
  return {
    processor: cpus()[0]?.model.trim() || arch,
    processors: navigator.hardwareConcurrency,
    system: `${os} ${arch}`,
    deno: Deno.version.deno,
  };
}
