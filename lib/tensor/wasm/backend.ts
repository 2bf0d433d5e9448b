// The wasm backend: each operation as calls of kernels on memory that both share.

import { type Backend, checked, type Operations } from "../backend.ts";
import { checkThreads, defaultThreads } from "../environment.ts";
import { referenceOperations } from "../reference/backend.ts";
import { sizeOf, Tensor } from "../tensor.ts";
import { wasmActivations } from "./activations.ts";
import { wasmConvolution } from "./convolution.ts";
import { wasmDescent } from "./descent.ts";
import { Dispatch, type DispatchOptions } from "./dispatch.ts";
import { wasmDropout } from "./dropout.ts";
import { wasmElementwise } from "./elementwise.ts";
import { wasmLosses } from "./losses.ts";
import { wasmMatmul } from "./matmul.ts";
import { wasmNormalization } from "./normalization.ts";
import { wasmPooling } from "./pooling.ts";
import { wasmSoftmax } from "./softmax.ts";
import { type PoolOptions, ThreadPool } from "./thread_pool.ts";
import { wasmUpdates } from "./updates.ts";

/** Options of {@linkcode createWasmBackend}. */
export interface WasmOptions extends PoolOptions {
  /**
   * How many threads share the work of an operation. If left out, what the environment variable THREADS
   * says, or as many as there are processors; 1 where no threads can be started.
   */
  readonly threads?: number;
}

/** The memory and the threads of this process, made when they are first needed: by whose kernels they are. */
const pools = new WeakMap<object, ThreadPool>();
const ownKernels = {};

/**
 * The backend that trains fast: AssemblyScript kernels on 128-bit vectors, shared by threads.
 *
 * All backends that a process makes of the same kernels use the same memory and the same threads, so a
 * tensor of one can be used with the others. Results are the same to the bit for any number of threads,
 * and on any machine, but for those of fast rounding.
 *
 * @throws {RangeError} If the number of threads is not an integer from 1 to 64, or the rounding none that
 * there is.
 * @throws {TypeError} If there are no kernels that can be compiled, or that round as is wanted.
 */
export function createWasmBackend(options: WasmOptions = {}): Backend {
  return checked(wasmOperations(options));
}

/** What another backend that is built on this one must know. */
export interface WasmOperations extends Backend {
  /** Whose threads share the work. */
  readonly pool: Pick<ThreadPool, "sharedJobs">;

  /** Carries out what was put off: before tensors are read or written by others. */
  flush(): void;
}

/** The same without checks: the shapes must be known to fit. */
export function wasmOperations(
  { minSharedElements, ...options }: WasmOptions & Pick<DispatchOptions, "minSharedElements">,
): WasmOperations {
  const wanted = options.threads === undefined ? defaultThreads() : checkThreads(options.threads);
  const key = options.kernels ?? ownKernels;
  const pool = pools.get(key) ?? new ThreadPool(options);
  pools.set(key, pool);
  if (options.rounding !== undefined && options.rounding !== pool.rounding) {
    throw new TypeError(
      `Cannot round ${options.rounding}: the kernels of this process are ${pool.rounding} already; make ` +
        "the first backend with that option, or set ROUNDING",
    );
  }
  return wasmBackend(pool, { threads: pool.hasThreads ? wanted : 1, minSharedElements });
}

/** What can be done image by image: all else is done at once, after what was put off. */
const imagewise: ReadonlySet<string> = new Set(
  [
    "activate",
    "activateGradient",
    "conv2d",
    "conv2dInputGradient",
    "maxPool2d",
    "maxPool2dGradient",
    "normalize",
  ] satisfies (keyof Operations)[],
);

/** The operations on the memory of a pool, by so many of its threads. */
export function wasmBackend(pool: ThreadPool, options: DispatchOptions): WasmOperations {
  const { allocator, rounding } = pool;
  const dispatch = new Dispatch(pool, options);
  const operations: Operations = {
    // What has no kernel yet is done by plain loops.
    ...referenceOperations,
    ...wasmActivations(dispatch),
    ...wasmConvolution(dispatch),
    ...wasmDropout(dispatch),
    ...wasmElementwise(dispatch),
    ...wasmLosses(dispatch),
    ...wasmMatmul(dispatch, { rounding }),
    ...wasmNormalization(dispatch),
    ...wasmPooling(dispatch),
    ...wasmSoftmax(dispatch),
    ...wasmUpdates(dispatch),
  };
  return {
    name: "wasm",
    threads: options.threads,
    pool,
    rounding,
    together: (operations) => dispatch.together(operations),
    flush: () => dispatch.flush(),
    tensor: (shape) => new Tensor(shape, allocator.floats(sizeOf(shape))),
    bytes: (length) => allocator.bytes(length),
    ...wasmDescent(dispatch, { allocator, rounding }),
    ...afterFlush(operations, dispatch),
  };
}

/** The operations, of which those that are done at once first do what was put off. */
function afterFlush(operations: Operations, dispatch: Dispatch): Operations {
  // At most three arguments, written out, so that no list of them is made in each step.
  type Operation = (a: unknown, b: unknown, c: unknown) => unknown;
  const entries = Object.entries(operations as unknown as Record<string, Operation>);
  return Object.fromEntries(entries.map(([name, operation]): [string, Operation] => [
    name,
    imagewise.has(name) ? operation : (a, b, c) => {
      dispatch.flush();
      return operation(a, b, c);
    },
  ])) as unknown as Operations;
}
