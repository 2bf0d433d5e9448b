// The speeds of kernels: what `deno bench` measures of kernels_bench.ts, in a process of its own.

import { fromFileUrl } from "@std/path";
import type { KernelSpeed } from "./benchmark.ts";
import { fastestOf, parseKernelSpeeds } from "./kernel_results.ts";
import { kernelCases } from "./kernels.ts";

/** While one kernel is timed others may use the processor; three times over they hardly do. */
const PASSES = 3;

/**
 * Times all kernels, one after the other, several times over; the fastest of each counts.
 *
 * @param options `signal`: ends the measurement.
 * @throws {Error} If `deno bench` fails; the message is its own.
 */
export async function runKernels(options: { signal: AbortSignal }): Promise<KernelSpeed[]> {
  const passes: KernelSpeed[][] = [];
  while (passes.length < PASSES) passes.push(await runPass(options));
  return fastestOf(passes);
}

async function runPass({ signal }: { signal: AbortSignal }): Promise<KernelSpeed[]> {
  const path = fromFileUrl(new URL("./kernels_bench.ts", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bench", "-A", "--no-lock", "--json", path],
    stdin: "null",
    signal,
  }).output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`Cannot time the kernels: ${decoder.decode(stderr)}`);
  return parseKernelSpeeds(decoder.decode(stdout), kernelCases);
}
