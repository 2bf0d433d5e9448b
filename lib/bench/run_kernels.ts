// The speeds of kernels: what `deno bench` measures of kernels_bench.ts, in a process of its own.

import { fromFileUrl } from "@std/path";
import { denoProgram } from "../system/run_deno.ts";
import { UserError } from "../system/user_error.ts";
import type { KernelSpeed } from "./benchmark.ts";
import { fastestOf, parseKernelSpeeds } from "./kernel_results.ts";
import { kernelCases } from "./kernels.ts";

/** While one kernel is timed others may use the processor; three times over they hardly do. */
const PASSES = 3;

/**
 * Times all kernels, one after the other, several times over; the fastest of each counts.
 *
 * @param options `signal`: ends the measurement.
 * @throws {UserError} If `deno bench` fails; the message is its own.
 * @throws The reason of the signal, when that aborts.
 */
export async function runKernels(options: { signal: AbortSignal }): Promise<KernelSpeed[]> {
  const passes: KernelSpeed[][] = [];
  while (passes.length < PASSES) passes.push(await runPass(options));
  return fastestOf(passes);
}

async function runPass({ signal }: { signal: AbortSignal }): Promise<KernelSpeed[]> {
  const path = fromFileUrl(new URL("./kernels_bench.ts", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(denoProgram(), {
    args: ["bench", "-A", "--frozen", "--json", path],
    stdin: "null",
    signal,
  }).output();
  const decoder = new TextDecoder();
  signal.throwIfAborted();
  if (!success) throw new UserError(`Cannot time the kernels: ${decoder.decode(stderr)}`);
  return parseKernelSpeeds(decoder.decode(stdout), kernelCases);
}
