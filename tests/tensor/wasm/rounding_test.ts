import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { createWasmBackend } from "../../../lib/tensor/wasm/backend.ts";
import { type KernelOptions, loadKernels } from "../../../lib/tensor/wasm/kernels.ts";
import { findRounding, kernelFiles, roundings } from "../../../lib/tensor/wasm/rounding.ts";

// What the environment asks for is tested elsewhere, in processes of their own.
Deno.env.delete("ROUNDING");

const bytes = Object.fromEntries(roundings.map((rounding) => {
  const url = new URL(`../../../lib/tensor/wasm/${kernelFiles[rounding]}`, import.meta.url);
  return [rounding, Deno.readFileSync(url)];
}));

function load(options: KernelOptions) {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: 65_536, shared: true });
  return loadKernels(memory, options);
}

/** Runs in an engine that does not know relaxed SIMD. */
function withoutRelaxedSimd<Result>(run: () => Result): Result {
  const { validate } = WebAssembly;
  WebAssembly.validate = () => false;
  try {
    return run();
  } finally {
    WebAssembly.validate = validate;
  }
}

/** Runs where relaxed SIMD rounds products before it adds them. */
function withoutFma<Result>(run: () => Result): Result {
  const { Instance } = WebAssembly;
  const add = (a: number, b: number, c: number) => Math.fround(Math.fround(a * b) + c);
  const sub = (a: number, b: number, c: number) => Math.fround(c - Math.fround(a * b));
  WebAssembly.Instance = class {
    exports = { add, sub };
  } as unknown as typeof WebAssembly.Instance;
  try {
    return run();
  } finally {
    WebAssembly.Instance = Instance;
  }
}

Deno.test("findRounding says exact where relaxed SIMD is unknown or rounds twice", () => {
  assertEquals(withoutRelaxedSimd(findRounding), "exact");
  assertEquals(withoutFma(findRounding), "exact");
});

Deno.test({
  name: "findRounding says fused where relaxed SIMD rounds once",
  // Where it does not, the row of test:bits without FMA says so.
  ignore: findRounding() !== "fused",
  fn: () => assertEquals(findRounding(), "fused"),
});

Deno.test("loadKernels takes the build that gives the bits of all machines, unless told", () => {
  assertEquals(load({}).rounding, findRounding());
  assertEquals(load({ kernels: bytes }).rounding, findRounding());
  assertEquals(withoutRelaxedSimd(() => load({})).rounding, "exact");
  assertEquals(withoutRelaxedSimd(() => load({ kernels: bytes })).rounding, "exact");
  assertEquals(load({ rounding: "fast" }).rounding, "fast");
  assertEquals(load({ kernels: bytes, rounding: "exact" }).rounding, "exact");
  assertEquals(load({ kernels: bytes.fast }).rounding, "fast");
});

Deno.test("loadKernels refuses kernels that round in another way than is wanted, or than can be", () => {
  assertThrows(
    () => load({ kernels: bytes.exact, rounding: "fast" }),
    TypeError,
    "its rounding is exact but fast is wanted; give kernels_fast.wasm",
  );
  assertThrows(
    () => withoutRelaxedSimd(() => load({ kernels: bytes.fused })),
    TypeError,
    "Cannot use kernels.wasm: here a product is rounded before it is added",
  );
  assertThrows(
    () => load({ rounding: "fsat" as "fast" }),
    RangeError,
    'Cannot round "fsat": known are fused, exact, fast',
  );
});

Deno.test("backends of a process round in one way, which they tell", () => {
  const { rounding } = createWasmBackend();
  assertEquals(createWasmBackend({ rounding }).rounding, rounding);
  const other = rounding === "fast" ? "exact" : "fast";
  const error = assertThrows(() => createWasmBackend({ rounding: other }), TypeError);
  assertStringIncludes(error.message, `the kernels of this process are ${rounding} already`);
});
