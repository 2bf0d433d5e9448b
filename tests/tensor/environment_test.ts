// BACKEND, THREADS and ROUNDING: what they may say, and what is said of anything else. Each in a process of its own,
// for the environment is the whole process's.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { findRounding } from "../../lib/tensor/wasm/rounding.ts";

const module = import.meta.resolve("../../lib/tensor/mod.ts");

/** What a program prints that was given an environment. */
async function evaluate(
  expression: string,
  env: { readonly [name: string]: string },
): Promise<string> {
  const code = `import * as tensor from "${module}"; console.log(${expression});`;
  const { stdout, stderr } = await new Deno.Command(denoProgram(), {
    args: ["eval", "--no-lock", code],
    env: { NO_COLOR: "1", BACKEND: "", THREADS: "", ROUNDING: "", ...env },
  }).output();
  const decoder = new TextDecoder();
  return (decoder.decode(stdout) + decoder.decode(stderr)).trim();
}

Deno.test("defaultThreads is what THREADS says, or the number of processors", async () => {
  assertEquals(await evaluate("tensor.defaultThreads()", { THREADS: "3" }), "3");
  const processors = Math.min(navigator.hardwareConcurrency, 64);
  assertEquals(await evaluate("tensor.defaultThreads()", {}), `${processors}`);
});

Deno.test("defaultThreads refuses what is no number of threads", async () => {
  for (const threads of ["0", "-1", "0.5", "65", "abc", "2x"]) {
    assertStringIncludes(
      await evaluate("tensor.defaultThreads()", { THREADS: threads }),
      `RangeError: Cannot use THREADS=${threads}: the number of threads must be an integer from 1 to 64`,
    );
  }
});

Deno.test("defaultBackend is what BACKEND says, or wasm, with as many threads as THREADS says", async () => {
  const expression = "tensor.defaultBackend().name, tensor.defaultBackend().threads";
  assertEquals(await evaluate(expression, { THREADS: "2" }), "wasm 2");
  assertEquals(await evaluate(expression, { BACKEND: "reference" }), "reference 1");
});

Deno.test("defaultBackend refuses what is no backend, and lists those it knows", async () => {
  for (const backend of ["gpu", "toString", "WASM"]) {
    assertStringIncludes(
      await evaluate("tensor.defaultBackend()", { BACKEND: backend }),
      `RangeError: Cannot use the backend "${backend}": known are reference, wasm, blas; set BACKEND`,
    );
  }
});

Deno.test("createBackend refuses what is no number of threads", async () => {
  for (const threads of ["0", "-1", "0.5", "65", "NaN"]) {
    assertStringIncludes(
      await evaluate(`tensor.createBackend("wasm", { threads: ${threads} })`, {}),
      `RangeError: Cannot use ${threads} threads: the number of threads must be`,
    );
  }
});

Deno.test("defaultBackend rounds as ROUNDING says, or in the way that gives the bits of all machines", async () => {
  assertEquals(await evaluate("tensor.defaultBackend().rounding", { ROUNDING: "fast" }), "fast");
  assertEquals(await evaluate("tensor.defaultBackend().rounding", { ROUNDING: "exact" }), "exact");
  assertEquals(await evaluate("tensor.defaultBackend().rounding", {}), findRounding());
});

Deno.test("defaultBackend refuses what is no way to round, and lists those it knows", async () => {
  for (const rounding of ["quick", "toString", "FAST"]) {
    assertStringIncludes(
      await evaluate("tensor.defaultBackend()", { ROUNDING: rounding }),
      `RangeError: Cannot round "${rounding}": known are fused, exact, fast; set ROUNDING or the option`,
    );
  }
});
