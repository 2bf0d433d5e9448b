// The compiled kernels: where they come from, and what each is called with.

import { defaultRounding } from "../environment.ts";
import type { instantiate } from "./kernels.d.ts";
import { assertRounding, findRounding, kernelFiles, type Rounding, roundings } from "./rounding.ts";

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

/** Kernels that were compiled already, or the bytes of one of the `.wasm` files beside this module. */
export type KernelSource = WebAssembly.Module | BufferSource;

/** Which kernels are wanted. */
export interface KernelOptions {
  /**
   * The kernels: one build, or several by the way in which they round, of which the right one is chosen.
   * If left out, Deno reads the files beside this module.
   */
  readonly kernels?: KernelSource | Readonly<Partial<Record<Rounding, KernelSource>>>;
  /**
   * How products and sums are rounded. If left out, what the environment variable ROUNDING says, or fused
   * where this machine can and else exact, which gives the same bits.
   */
  readonly rounding?: Rounding;
}

/** Kernels at work on a memory. */
export interface LoadedKernels {
  readonly kernels: Kernels;
  readonly constants: KernelConstants;
}

/**
 * Loads the kernels that round as they should.
 *
 * @param memory What they work on.
 * @returns With them the module, for other threads, and how they round.
 * @throws {TypeError} If there are neither bytes nor Deno, the bytes do not compile here, they are another
 * module, or they round in another way than is wanted or than this machine can.
 * @throws {RangeError} If the rounding is none that there is.
 * @throws {Deno.errors.NotFound} If the file is not there.
 */
export function loadKernels(
  memory: WebAssembly.Memory,
  { kernels: given = {}, rounding = defaultRounding() }: KernelOptions = {},
): LoadedKernels & { readonly module: WebAssembly.Module; readonly rounding: Rounding } {
  if (rounding !== undefined) assertRounding(rounding);
  const possible = findRounding();
  const wanted = rounding ?? possible;
  const source = isSource(given) ? given : given[wanted] ?? readKernels(wanted);
  const module = source instanceof WebAssembly.Module ? source : compile(source);
  const loaded = instantiateKernels(module, memory);
  const found = roundings[loaded.constants.ROUNDING_MODE];
  if (found === undefined) {
    throw new TypeError(
      "Cannot use the kernels: found a module that does not export ROUNDING_MODE, but kernels.wasm is " +
        "needed as `deno task build` makes it",
    );
  }
  if (found === "fused" && possible !== "fused") {
    throw new TypeError(
      `Cannot use ${kernelFiles.fused}: here a product is rounded before it is added, so the bits would be ` +
        `others; use ${kernelFiles.exact} for the same bits, or ${kernelFiles.fast} for speed`,
    );
  }
  if (rounding !== undefined && found !== rounding) {
    throw new TypeError(
      `Cannot use ${
        kernelFiles[found]
      }: its rounding is ${found} but ${rounding} is wanted; give ` +
        kernelFiles[rounding],
    );
  }
  return { ...loaded, module, rounding: found };
}

function isSource(kernels: NonNullable<KernelOptions["kernels"]>): kernels is KernelSource {
  return kernels instanceof WebAssembly.Module || kernels instanceof ArrayBuffer ||
    ArrayBuffer.isView(kernels);
}

function compile(bytes: BufferSource): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    throw new TypeError(
      `Cannot compile the kernels: "${(error as Error).message}"; they need an engine that has ` +
        `WebAssembly's SIMD and threads, and ${kernelFiles.fused} relaxed SIMD, too`,
      { cause: error },
    );
  }
}

function readKernels(rounding: Rounding): Uint8Array<ArrayBuffer> {
  const file = kernelFiles[rounding];
  if (typeof Deno === "undefined") {
    throw new TypeError(
      `Cannot load the kernels: found no Deno that could read ${file}; give its bytes, as in ` +
        "createWasmBackend({ kernels: bytes })",
    );
  }
  return Deno.readFileSync(new URL(`./${file}`, import.meta.url));
}

/** Compiled kernels at work on a memory. */
export function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): LoadedKernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels: Record<string, unknown> = {};
  const constants: Record<string, number> = {};
  for (const [name, value] of Object.entries(exports)) {
    if (typeof value === "function") kernels[name] = value;
    else if (value instanceof WebAssembly.Global) constants[name] = value.value;
  }
  return { kernels: kernels as Kernels, constants: constants as KernelConstants };
}
