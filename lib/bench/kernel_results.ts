// From the JSON that `deno bench --json` prints to the speeds of kernels.

import type { Backend } from "../tensor/mod.ts";
import type { KernelSpeed } from "./benchmark.ts";
import type { KernelCase } from "./kernels.ts";

/** What a benchmark of a kernel is called inside the kernel's group. */
export function benchName({ name, threads }: Pick<Backend, "name" | "threads">): string {
  return `${name}, threads: ${threads}`;
}

/** What is read of the JSON. */
interface BenchReport {
  readonly benches: readonly {
    readonly group: string;
    readonly name: string;
    readonly results: readonly {
      readonly ok?: { readonly min: number };
      readonly failed?: unknown;
    }[];
  }[];
}

/**
 * Reads the speeds of kernels.
 *
 * @param json What `deno bench --json` printed: times are nanoseconds a call.
 * @param cases The kernels that were timed.
 * @returns In the order of the report.
 * @throws {SyntaxError} If it is not JSON.
 * @throws {TypeError} If a benchmark failed or is of no known kernel.
 */
export function parseKernelSpeeds(json: string, cases: readonly KernelCase[]): KernelSpeed[] {
  const { benches }: BenchReport = JSON.parse(json);
  return benches.map(({ group, name, results }) => {
    const to = `Cannot read the benchmark "${name}" of "${group}"`;
    const found = cases.find((kernel) => kernel.name === group);
    const [, backend, threads] = name.match(/^(\w+), threads: (\d+)$/) ?? [];
    if (!found || threads === undefined) {
      throw new TypeError(`${to}: found no such kernel; name it with benchName`);
    }
    const ok = results[0]?.ok;
    if (!ok) throw new TypeError(`${to}: it failed with ${JSON.stringify(results[0]?.failed)}`);
    return {
      kernel: group,
      backend,
      threads: Number(threads),
      operations: found.operations,
      bytes: found.bytes,
      seconds: ok.min / 1e9,
    };
  });
}

/** Of several passes through the same kernels, the fastest of each. */
export function fastestOf(passes: readonly (readonly KernelSpeed[])[]): KernelSpeed[] {
  const [first, ...others] = passes;
  return first.map((speed, i) =>
    others.reduce((best, pass) => pass[i].seconds < best.seconds ? pass[i] : best, speed)
  );
}
