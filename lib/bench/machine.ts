// What the figures of a benchmark belong to.

import { cpus } from "node:os";
import type { Machine } from "./benchmark.ts";
import { vectorBits } from "./vector_bits.ts";

/** Describes this machine. */
export function describeMachine(): Machine {
  const { os, arch } = Deno.build;
  return {
    processor: cpus()[0]?.model.trim() || arch,
    processors: navigator.hardwareConcurrency,
    system: `${os} ${arch}`,
    deno: Deno.version.deno,
    vectorBits: vectorBits(),
  };
}
