// The wasm backend: each operation as a call of a kernel on memory that both share.

import type { Backend, ChannelStatistics, Elementwise, MatmulOptions, Window } from "../backend.ts";
import { type Shape, sizeOf, Tensor } from "../tensor.ts";
import {
  convolutionGeometry,
  convolveBackBytes,
  convolveBytes,
  filterGradientBytes,
  type Geometry,
  poolingGeometry,
} from "./geometry.ts";
import type { ArgumentsOf, DividedKernel, Kernels } from "./kernels.ts";
import { Memory } from "./memory.ts";
import { checkThreads, defaultThreads, Threads } from "./threads.ts";

/** Bytes for the rows selected by `rowProduct` and `outerProduct`. */
const SELECTION_BYTES = 16_384;

/** Bytes for packed rows and a tile at the edge: what `multiply` needs in each thread. */
const MULTIPLY_BYTES = 16_384;

/** Multiplications, or numbers moved, that are worth waking another thread for: some 20 us. */
const ENOUGH_PRODUCTS = 400_000;
const ENOUGH_NUMBERS = 50_000;

/** Columns and rows of a register tile. */
const TILE = { rows: 5, columns: 8 };

/** Chunks that each thread gets, so that one that was held up can be helped. */
const CHUNKS = 4;

/** The memory and the threads of this process, made when they are first needed. */
let shared: { memory: Memory; threads: Threads } | undefined;

/**
 * The backend that trains fast: AssemblyScript kernels on 128-bit vectors, shared by threads.
 *
 * All backends made by one process use the same memory and the same threads, so a tensor of one can
 * be used with the others. Results are the same to the bit for any number of threads.
 *
 * @param options `threads`: how many share the work of an operation. If left out, what the
 * environment variable THREADS says, or as many as there are processors.
 * @throws {RangeError} If the number of threads is not a whole number from 1 to 64.
 */
export function createWasmBackend(options: { threads?: number } = {}): Backend {
  const threads = options.threads === undefined ? defaultThreads() : checkThreads(options.threads);
  if (!shared) {
    const memory = new Memory();
    shared = { memory, threads: new Threads(memory) };
  }
  return new WasmBackend(shared, threads);
}

/** All operations, on tensors in the shared memory. */
class WasmBackend implements Backend {
  readonly name = "wasm";
  readonly threads: number;
  readonly #memory: Memory;
  readonly #threads: Threads;
  readonly #kernels: Kernels;
  readonly #selection: number;

  constructor({ memory, threads }: { memory: Memory; threads: Threads }, count: number) {
    this.threads = count;
    this.#memory = memory;
    this.#threads = threads;
    this.#kernels = threads.kernels;
    this.#selection = memory.allocate(SELECTION_BYTES).address;
  }

  /** Runs a kernel, with all threads if there is enough to do. */
  #run<Name extends DividedKernel>(
    kernel: Name,
    values: ArgumentsOf<Name>,
    { units, multiple = 1, enough, scratch }: {
      /** What is shared out. */
      units: number;
      /** Chunks are multiples of so many units. */
      multiple?: number;
      enough: boolean;
      scratch?: number;
    },
  ): void {
    const threads = enough ? this.threads : 1;
    const share = Math.ceil(units / (threads === 1 ? 1 : CHUNKS * threads));
    const chunk = multiple * Math.ceil(share / multiple);
    if (units > 0) this.#threads.run(kernel, values, { threads, units, chunk, scratch });
  }

  /** Runs a kernel that works number by number, with as many numbers as `out` has. */
  #runNumbers<Name extends DividedKernel>(
    kernel: Name,
    values: ArgumentsOf<Name>,
    units: number,
  ): void {
    // 16 numbers are a cache line: no two threads write to the same one.
    this.#run(kernel, values, { units, multiple: 16, enough: units >= ENOUGH_NUMBERS });
  }

  tensor(shape: Shape): Tensor {
    return new Tensor(shape, this.#memory.floats(sizeOf(shape)));
  }

  bytes(length: number): Uint8Array {
    return this.#memory.bytes(length);
  }

  pixels(bytes: Uint8Array, { out }: { out: Tensor }): void {
    if (bytes.length < out.size) mismatch("pixels", { found: bytes.length, wanted: out.size });
    if (!this.#memory.owns(bytes.buffer)) {
      const copy = this.#memory.bytes(out.size);
      copy.set(bytes.subarray(0, out.size));
      return this.pixels(copy, { out });
    }
    if (out.size < ENOUGH_NUMBERS) {
      this.#kernels.pixels(bytes.byteOffset, at(out), 0, out.size, 0);
    } else {
      this.#runNumbers("pixels", [bytes.byteOffset, at(out)], out.size);
    }
  }

  matmul(a: Tensor, b: Tensor, options: MatmulOptions): void {
    const { out, transposeA = false, transposeB = false, bias } = options;
    const { alpha = 1, accumulate = false } = options;
    const m = out.shape[0];
    const n = out.shape[1];
    const k = a.shape[transposeA ? 0 : 1];
    if (a.size !== m * k || b.size !== k * n || b.shape[transposeB ? 1 : 0] !== k) {
      throw new RangeError(
        `Cannot multiply ${a}${transposeA ? " transposed" : ""} by ${b}` +
          `${transposeB ? " transposed" : ""} into ${out}: the shapes do not fit`,
      );
    }
    if (bias !== undefined && bias.size !== n) {
      mismatch("add a bias", { found: bias.size, wanted: n });
    }
    const start = bias === undefined || accumulate ? 0 : at(bias);
    const add = accumulate ? 1 : 0;
    if (m === 1 && transposeB) {
      this.#kernels.rowProducts(at(a), at(b), at(out), start, k, n, alpha, add);
    } else if (m === 1) {
      this.#kernels.rowProduct(at(a), at(b), at(out), start, k, n, alpha, add, this.#selection);
    } else if (k === 1 && accumulate) {
      this.#kernels.outerProduct(at(a), at(b), at(out), m, n, alpha, this.#selection);
    } else {
      this.#multiply([at(a), at(b), at(out), start], [m, n, k], {
        transposeA,
        transposeB,
        alpha,
        accumulate,
      });
    }
  }

  #multiply(
    [a, b, out, bias]: [number, number, number, number],
    [m, n, k]: [number, number, number],
    { transposeA, transposeB, alpha, accumulate }: {
      transposeA: boolean;
      transposeB: boolean;
      alpha: number;
      accumulate: boolean;
    },
  ): void {
    const panels = Math.ceil(n / TILE.columns);
    const packed = this.#threads.packed(4 * TILE.columns * panels * k);
    this.#run("pack", [b, packed, n, k, transposeB ? 1 : 0], {
      units: panels,
      enough: n * k >= ENOUGH_NUMBERS,
    });
    const values: ArgumentsOf<"multiplyRows"> = [
      a,
      packed,
      out,
      bias,
      m,
      n,
      k,
      transposeA ? 1 : 0,
      alpha,
      accumulate ? 1 : 0,
    ];
    const enough = m * n * k >= ENOUGH_PRODUCTS;
    const scratch = MULTIPLY_BYTES;
    if (m >= 2 * TILE.rows * this.threads || n < 2 * TILE.columns * this.threads) {
      this.#run("multiplyRows", values, { units: m, multiple: TILE.rows, enough, scratch });
    } else {
      this.#run("multiplyColumns", values, { units: n, multiple: TILE.columns, enough, scratch });
    }
  }

  sumRows(
    x: Tensor,
    { out, alpha = 1, accumulate = false }: { out: Tensor; alpha?: number; accumulate?: boolean },
  ): void {
    const columns = out.size;
    const rows = Math.floor(x.size / columns);
    const add = accumulate ? 1 : 0;
    if (x.size < ENOUGH_NUMBERS) {
      this.#kernels.sumRows(at(x), at(out), rows, columns, alpha, add, 0, columns, 0);
    } else {
      this.#run("sumRows", [at(x), at(out), rows, columns, alpha, add], {
        units: columns,
        multiple: 16,
        enough: true,
      });
    }
  }

  activate(x: Tensor, { kind, out }: { kind: Elementwise; out: Tensor }): void {
    if (x.size !== out.size) mismatch(kind, { found: out.size, wanted: x.size });
    if (x.size < ENOUGH_NUMBERS) {
      this.#kernels.activate(numberOf(kind), at(x), at(out), 0, x.size, 0);
    } else {
      this.#runNumbers("activate", [numberOf(kind), at(x), at(out)], x.size);
    }
  }

  activateGradient(
    dy: Tensor,
    { kind, y, out }: { kind: Elementwise; y: Tensor; out: Tensor },
  ): void {
    if (dy.size !== out.size) mismatch(kind, { found: out.size, wanted: dy.size });
    if (dy.size < ENOUGH_NUMBERS) {
      this.#kernels.activateGradient(numberOf(kind), at(dy), at(y), at(out), 0, dy.size, 0);
    } else {
      this.#runNumbers("activateGradient", [numberOf(kind), at(dy), at(y), at(out)], dy.size);
    }
  }

  softmax(x: Tensor, { out }: { out: Tensor }): void {
    if (x.size !== out.size) mismatch("softmax", { found: out.size, wanted: x.size });
    const columns = columnsOf(x);
    const enough = x.size >= ENOUGH_NUMBERS;
    this.#run("softmax", [at(x), at(out), columns], { units: x.size / columns, enough });
  }

  softmaxGradient(dy: Tensor, { y, out }: { y: Tensor; out: Tensor }): void {
    if (dy.size !== out.size) mismatch("softmax", { found: out.size, wanted: dy.size });
    const columns = columnsOf(dy);
    const enough = dy.size >= ENOUGH_NUMBERS;
    this.#run("softmaxGradient", [at(dy), at(y), at(out), columns], {
      units: dy.size / columns,
      enough,
    });
  }

  crossEntropy(
    logits: Tensor,
    targets: Tensor,
    { losses, gradient, scale }: { losses: Tensor; gradient: Tensor; scale: number },
  ): void {
    const columns = columnsOf(logits);
    const rows = logits.size / columns;
    checkLoss(rows, { size: logits.size, losses, gradient });
    this.#kernels.crossEntropy(
      at(logits),
      at(targets),
      at(losses),
      at(gradient),
      columns,
      scale,
      0,
      rows,
      0,
    );
  }

  squaredError(
    y: Tensor,
    targets: Tensor,
    { losses, gradient, scale }: { losses: Tensor; gradient: Tensor; scale: number },
  ): void {
    const columns = columnsOf(y);
    const rows = y.size / columns;
    checkLoss(rows, { size: y.size, losses, gradient });
    this.#kernels.squaredError(
      at(y),
      at(targets),
      at(losses),
      at(gradient),
      columns,
      scale,
      0,
      rows,
      0,
    );
  }

  conv2d(
    x: Tensor,
    filters: Tensor,
    { out, bias, ...window }: Window & { out: Tensor; bias?: Tensor },
  ): void {
    const g = convolutionGeometry({ x, filters, y: out, ...window });
    if (bias !== undefined && bias.size !== g.count) {
      mismatch("add a bias", { found: bias.size, wanted: g.count });
    }
    const start = bias === undefined ? 0 : at(bias);
    this.#run("convolve", [at(x), at(filters), at(out), start, ...lengthsOf(g)], {
      units: g.batch,
      enough: productsOf(g) >= ENOUGH_PRODUCTS,
      scratch: convolveBytes(g),
    });
  }

  conv2dInputGradient(
    dy: Tensor,
    filters: Tensor,
    { out, ...window }: Window & { out: Tensor },
  ): void {
    const g = convolutionGeometry({ x: out, filters, y: dy, ...window });
    this.#run("convolveBack", [at(dy), at(filters), at(out), ...lengthsOf(g)], {
      units: g.batch,
      enough: productsOf(g) >= ENOUGH_PRODUCTS,
      scratch: convolveBackBytes(g),
    });
  }

  conv2dFilterGradient(
    x: Tensor,
    dy: Tensor,
    { out, alpha = 1, accumulate = false, ...window }: Window & {
      out: Tensor;
      alpha?: number;
      accumulate?: boolean;
    },
  ): void {
    const g = convolutionGeometry({ x, filters: out, y: dy, ...window });
    const add = accumulate ? 1 : 0;
    this.#run(
      "filterGradient",
      [at(x), at(dy), at(out), g.batch, ...lengthsOf(g), alpha, add],
      {
        units: g.filterHeight * g.filterWidth * g.channels,
        multiple: TILE.rows,
        enough: productsOf(g) >= ENOUGH_PRODUCTS,
        scratch: filterGradientBytes(g),
      },
    );
  }

  maxPool2d(x: Tensor, { out, ...window }: Window & { size: number; out: Tensor }): void {
    const g = poolingGeometry({ x, y: out, ...window });
    const enough = x.size >= ENOUGH_NUMBERS;
    this.#run("maxPool", [at(x), at(out), ...poolingLengthsOf(g)], { units: g.batch, enough });
  }

  maxPool2dGradient(
    dy: Tensor,
    { x, y, out, ...window }: Window & { size: number; x: Tensor; y: Tensor; out: Tensor },
  ): void {
    const g = poolingGeometry({ x, y, ...window });
    if (dy.size !== y.size) mismatch("pool", { found: dy.size, wanted: y.size });
    if (out.size !== x.size) mismatch("pool", { found: out.size, wanted: x.size });
    const values: ArgumentsOf<"maxPoolGradient"> = [
      at(dy),
      at(x),
      at(y),
      at(out),
      ...poolingLengthsOf(g),
    ];
    this.#run("maxPoolGradient", values, { units: g.batch, enough: x.size >= ENOUGH_NUMBERS });
  }

  channelStatistics(
    x: Tensor,
    { mean, inverseDeviation, epsilon }: ChannelStatistics & { epsilon: number },
  ): void {
    const channels = mean.size;
    const rows = x.size / channels;
    this.#run(
      "channelStatistics",
      [at(x), at(mean), at(inverseDeviation), rows, channels, epsilon],
      { units: channels, multiple: 16, enough: x.size >= ENOUGH_NUMBERS },
    );
  }

  normalize(
    x: Tensor,
    { mean, inverseDeviation, scale, shift, out }: ChannelStatistics & {
      scale: Tensor;
      shift: Tensor;
      out: Tensor;
    },
  ): void {
    if (x.size !== out.size) mismatch("normalize", { found: out.size, wanted: x.size });
    const channels = mean.size;
    this.#run(
      "normalize",
      [at(x), at(mean), at(inverseDeviation), at(scale), at(shift), at(out), channels],
      { units: x.size / channels, multiple: 16, enough: x.size >= ENOUGH_NUMBERS },
    );
  }

  normalizeGradient(
    dy: Tensor,
    { x, mean, inverseDeviation, scale, scaleGradient, shiftGradient, out }: ChannelStatistics & {
      x: Tensor;
      scale: Tensor;
      scaleGradient: Tensor;
      shiftGradient: Tensor;
      out: Tensor;
    },
  ): void {
    if (dy.size !== out.size) mismatch("normalize", { found: out.size, wanted: dy.size });
    const channels = mean.size;
    this.#run(
      "normalizeGradient",
      [
        at(dy),
        at(x),
        at(mean),
        at(inverseDeviation),
        at(scale),
        at(scaleGradient),
        at(shiftGradient),
        at(out),
        x.size / channels,
        channels,
      ],
      { units: channels, multiple: 16, enough: x.size >= ENOUGH_NUMBERS },
    );
  }

  dropout(x: Tensor, { rate, key, out }: { rate: number; key: number; out: Tensor }): void {
    if (x.size !== out.size) mismatch("drop out", { found: out.size, wanted: x.size });
    const threshold = Math.round(rate * 2 ** 32);
    this.#runNumbers("dropout", [at(x), at(out), key, threshold, 1 / (1 - rate)], x.size);
  }

  descend(
    value: Tensor,
    gradient: Tensor,
    { learningRate, decay }: { learningRate: number; decay: number },
  ): void {
    if (value.size < ENOUGH_NUMBERS) {
      this.#kernels.descend(at(value), at(gradient), learningRate, decay, 0, value.size, 0);
    } else {
      this.#runNumbers("descend", [at(value), at(gradient), learningRate, decay], value.size);
    }
  }

  descendWithMomentum(
    value: Tensor,
    gradient: Tensor,
    { velocity, learningRate, momentum, dampening, nesterov, decay }: {
      velocity: Tensor;
      learningRate: number;
      momentum: number;
      dampening: number;
      nesterov: boolean;
      decay: number;
    },
  ): void {
    this.#runNumbers("descendWithMomentum", [
      at(value),
      at(gradient),
      at(velocity),
      learningRate,
      momentum,
      dampening,
      nesterov ? 1 : 0,
      decay,
    ], value.size);
  }

  descendWithAdam(
    value: Tensor,
    gradient: Tensor,
    { first, second, learningRate, beta1, beta2, epsilon, decay, step }: {
      first: Tensor;
      second: Tensor;
      learningRate: number;
      beta1: number;
      beta2: number;
      epsilon: number;
      decay: number;
      step: number;
    },
  ): void {
    this.#runNumbers("descendWithAdam", [
      at(value),
      at(gradient),
      at(first),
      at(second),
      beta1,
      1 - beta1,
      beta2,
      1 - beta2,
      learningRate / (1 - beta1 ** step),
      1 / (1 - beta2 ** step),
      epsilon,
      learningRate * decay,
    ], value.size);
  }

  average(value: Tensor, { average, decay }: { average: Tensor; decay: number }): void {
    this.#runNumbers("average", [at(value), at(average), 1 - decay], value.size);
  }

  sumOfSquares(x: Tensor): number {
    return this.#kernels.sumOfSquares(at(x), x.size);
  }

  scale(x: Tensor, factor: number): void {
    this.#runNumbers("scale", [at(x), factor], x.size);
  }
}

/** The buffer that the last tensor was a view on: almost always that of the next one, too. */
let lastBuffer: ArrayBufferLike | undefined;

/** Where a tensor lies. */
function at(tensor: Tensor): number {
  const { buffer, byteOffset } = tensor.data;
  if (buffer !== lastBuffer) {
    if (!shared!.memory.owns(buffer)) foreign();
    lastBuffer = buffer;
  }
  return byteOffset;
}

function foreign(): never {
  throw new TypeError(
    "Cannot use a tensor of another memory: the wasm backend needs tensors of its own, make them " +
      "with backend.tensor(shape)",
  );
}

function columnsOf(tensor: Tensor): number {
  return tensor.shape[tensor.shape.length - 1];
}

function lengthsOf(
  g: Geometry,
): [number, number, number, number, number, number, number, number, number, number] {
  return [
    g.height,
    g.width,
    g.channels,
    g.filterHeight,
    g.filterWidth,
    g.count,
    g.stride,
    g.padding,
    g.outHeight,
    g.outWidth,
  ];
}

function poolingLengthsOf(
  g: Geometry,
): [number, number, number, number, number, number, number, number] {
  const { height, width, channels, filterHeight, stride, padding, outHeight, outWidth } = g;
  return [height, width, channels, filterHeight, stride, padding, outHeight, outWidth];
}

/** How many multiplications a convolution takes. */
function productsOf(g: Geometry): number {
  return g.batch * g.outHeight * g.outWidth * g.count * g.filterHeight * g.filterWidth * g.channels;
}

function numberOf(kind: Elementwise): number {
  return kind === "sigmoid" ? 0 : kind === "tanh" ? 1 : 2;
}

function checkLoss(
  rows: number,
  { size, losses, gradient }: { size: number; losses: Tensor; gradient: Tensor },
): void {
  if (losses.size !== rows) mismatch("find the losses", { found: losses.size, wanted: rows });
  if (gradient.size !== size) mismatch("find a gradient", { found: gradient.size, wanted: size });
}

function mismatch(what: string, { found, wanted }: { found: number; wanted: number }): never {
  throw new RangeError(`Cannot ${what}: the result has ${found} values but ${wanted} are needed`);
}
