// How the times of kernels are read.

import { assertEquals, assertThrows } from "@std/assert";
import { benchName, fastestOf, parseKernelSpeeds } from "../../lib/bench/kernel_results.ts";
import { kernelCases } from "../../lib/bench/kernels.ts";

const [kernel] = kernelCases;

function report(name: string, results: unknown[], group = kernel.name): string {
  return JSON.stringify({ benches: [{ group, name, results }] });
}

Deno.test("parseKernelSpeeds reads the fastest call of each benchmark", () => {
  const name = benchName({ name: "wasm", threads: 2 });
  assertEquals(parseKernelSpeeds(report(name, [{ ok: { min: 2.5e6 } }]), kernelCases), [{
    kernel: kernel.name,
    backend: "wasm",
    threads: 2,
    operations: kernel.operations,
    bytes: kernel.bytes,
    seconds: 0.0025,
  }]);
});

Deno.test("fastestOf takes the fastest of each kernel, whichever pass it was in", () => {
  const pass = (...times: number[]) =>
    times.map((seconds, i) => ({
      kernel: `kernel ${i}`,
      backend: "wasm",
      threads: 1,
      operations: null,
      bytes: 4,
      seconds,
    }));
  assertEquals(fastestOf([pass(3, 1), pass(2, 5), pass(4, 2)]), pass(2, 1));
});

Deno.test("parseKernelSpeeds names a benchmark that failed or is unknown", () => {
  const wrong: [string, string][] = [
    [report("wasm, threads: 1", [{ failed: { message: "boom" } }]), "it failed with"],
    [report("wasm", [{ ok: { min: 1 } }]), "found no such kernel"],
    [report("wasm, threads: 1", [{ ok: { min: 1 } }], "unknown"), 'of "unknown"'],
  ];
  for (const [json, message] of wrong) {
    assertThrows(() => parseKernelSpeeds(json, kernelCases), TypeError, message);
  }
  assertThrows(() => parseKernelSpeeds("{", kernelCases), SyntaxError);
});
