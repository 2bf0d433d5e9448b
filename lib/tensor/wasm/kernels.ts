// The compiled kernels: where they come from, and what each is called with.

import type { instantiate } from "./kernels.d.ts";

/** What the compiler declares that the module exports. */
type Exports = Awaited<ReturnType<typeof instantiate>>;

/** Of any kind. */
type AnyFunction = (...values: never[]) => unknown;

/** As many numbers. */
type Numbers<Values extends unknown[]> = { [Index in keyof Values]: number };

/**
 * The kernels by their names in `lib/tensor/assembly`. Addresses and lengths are numbers, and so are
 * flags: 1 for yes, 0 for no.
 */
export type Kernels = {
  readonly [
    Name in keyof Exports as Exports[Name] extends AnyFunction ? Name : never
  ]: Exports[Name] extends AnyFunction
    ? (...values: Numbers<Parameters<Exports[Name]>>) => ReturnType<Exports[Name]>
    : never;
};

/** The sizes and other constants of the kernels that their callers must know. */
export type KernelConstants = {
  readonly [Name in keyof Exports as Uppercase<Name> extends Name ? Name : never]: number;
};

/**
 * The arguments of a kernel that does a part of its work, the items (values, rows, columns, images)
 * `first` to `last`, without those that say which part is meant.
 */
export type ArgumentsOf<Name extends keyof Kernels> = Parameters<Kernels[Name]> extends
  [...infer Values extends number[], first: number, last: number] ? Values : never;

/** The same for a kernel that needs memory beside its tensors, which it finds at `scratch`. */
export type ArgumentsBesideScratch<Name extends keyof Kernels> = Parameters<Kernels[Name]> extends
  [...infer Values extends number[], first: number, last: number, scratch: number] ? Values
  : never;

/** Kernels that were compiled already, or the bytes of `kernels.wasm`. */
export type KernelSource = WebAssembly.Module | BufferSource;

/**
 * Compiles the kernels.
 *
 * @param source Their bytes. If left out, Deno reads the file beside this module.
 * @throws {TypeError} If there are neither bytes nor Deno, the bytes do not compile here, or they are
 * another module.
 * @throws {Deno.errors.NotFound} If the file is not there.
 */
export function compileKernels(source?: KernelSource): WebAssembly.Module {
  const module = source instanceof WebAssembly.Module ? source : compile(source ?? readKernels());
  if (!WebAssembly.Module.exports(module).some(({ name }) => name === "heapBase")) {
    throw new TypeError(
      "Cannot use the kernels: found a module that does not export heapBase, but kernels.wasm is " +
        "needed as `deno task build` makes it",
    );
  }
  return module;
}

function compile(bytes: BufferSource): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    throw new TypeError(
      `Cannot compile the kernels: "${
        (error as Error).message
      }"; give the bytes of kernels.wasm, ` +
        "to an engine that has WebAssembly's relaxed SIMD and threads",
      { cause: error },
    );
  }
}

function readKernels(): Uint8Array<ArrayBuffer> {
  if (typeof Deno === "undefined") {
    throw new TypeError(
      "Cannot load the kernels: found no Deno that could read kernels.wasm; give its bytes, as in " +
        "createWasmBackend({ kernels: bytes })",
    );
  }
  return Deno.readFileSync(new URL("./kernels.wasm", import.meta.url));
}

/** The kernels at work on a memory. */
export function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): { kernels: Kernels; constants: KernelConstants } {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels: Record<string, unknown> = {};
  const constants: Record<string, number> = {};
  for (const [name, value] of Object.entries(exports)) {
    if (typeof value === "function") kernels[name] = value;
    else if (value instanceof WebAssembly.Global) constants[name] = value.value;
  }
  return { kernels: kernels as Kernels, constants: constants as KernelConstants };
}
