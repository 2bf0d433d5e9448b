// The speeds of kernels: what `deno bench` measures of kernels_bench.ts, in a process of its own.

import { fromFileUrl } from "@std/path";
import type { KernelSpeed } from "../report/mod.ts";
import { kernelCases } from "./kernels.ts";
import { parseKernelSpeeds } from "./kernel_results.ts";

/**
 * Times all kernels.
 *
 * @param options `signal`: ends the measurement.
 * @throws {Error} If `deno bench` fails; the message is its own.
 */
export async function runKernels({ signal }: { signal: AbortSignal }): Promise<KernelSpeed[]> {
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
