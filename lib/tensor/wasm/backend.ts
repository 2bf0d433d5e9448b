// The wasm backend: each operation as a call of a kernel on memory that both share.

import type { Backend, ChannelStatistics, Elementwise, MatmulOptions, Window } from "../backend.ts";
import { referenceBackend } from "../reference/backend.ts";
import { type Shape, sizeOf, Tensor } from "../tensor.ts";
import { compileKernels, instantiateKernels, type Kernels } from "./kernels.ts";
import { Memory } from "./memory.ts";

/** Bytes for packed blocks and selected rows; `GEMM_BYTES` and `SELECTION_BYTES` fit in. */
const SCRATCH_BYTES = 1 << 20;

/** The memory and the kernels of this process, made when they are first needed. */
let shared: { memory: Memory; kernels: Kernels; scratch: number } | undefined;

/**
 * The backend that trains fast: AssemblyScript kernels on 128-bit vectors.
 *
 * @param options `threads`: how many share the work of one operation.
 */
export function createWasmBackend(_options: { threads?: number } = {}): Backend {
  if (!shared) {
    const memory = new Memory();
    const kernels = instantiateKernels(compileKernels(), memory.shared);
    shared = { memory, kernels, scratch: memory.allocate(SCRATCH_BYTES).address };
  }
  return new WasmBackend(shared);
}

/** All operations on tensors in the shared memory. Results are the same to the bit on every run. */
class WasmBackend implements Backend {
  readonly name = "wasm";
  readonly threads = 1;
  readonly #memory: Memory;
  readonly #kernels: Kernels;
  readonly #scratch: number;

  constructor(
    { memory, kernels, scratch }: { memory: Memory; kernels: Kernels; scratch: number },
  ) {
    this.#memory = memory;
    this.#kernels = kernels;
    this.#scratch = scratch;
  }

  tensor(shape: Shape): Tensor {
    return new Tensor(shape, this.#memory.floats(sizeOf(shape)));
  }

  bytes(length: number): Uint8Array {
    return this.#memory.bytes(length);
  }

  pixels(bytes: Uint8Array, { out }: { out: Tensor }): void {
    if (bytes.length < out.size) mismatch("pixels", { found: bytes.length, wanted: out.size });
    if (bytes.byteOffset === 0) foreign();
    this.#kernels.pixels(bytes.byteOffset, at(out), out.size);
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
    if (m === 1) {
      if (transposeB) {
        this.#kernels.rowProducts(at(a), at(b), at(out), start, k, n, alpha, accumulate);
      } else {
        const scratch = this.#scratch;
        this.#kernels.rowProduct(at(a), at(b), at(out), start, k, n, alpha, accumulate, scratch);
      }
    } else if (k === 1 && accumulate) {
      this.#kernels.outerProduct(at(a), at(b), at(out), m, n, alpha, this.#scratch);
    } else {
      this.#kernels.gemm(
        at(a),
        at(b),
        at(out),
        start,
        m,
        n,
        k,
        transposeA,
        transposeB,
        alpha,
        accumulate,
        0,
        m,
        this.#scratch,
      );
    }
  }

  sumRows(
    x: Tensor,
    { out, alpha = 1, accumulate = false }: { out: Tensor; alpha?: number; accumulate?: boolean },
  ): void {
    const columns = out.size;
    const rows = Math.floor(x.size / columns);
    if (columns > 0) {
      this.#kernels.sumRows(at(x), at(out), rows, columns, alpha, accumulate, 0, columns);
    }
  }

  activate(x: Tensor, { kind, out }: { kind: Elementwise; out: Tensor }): void {
    if (x.size !== out.size) mismatch(kind, { found: out.size, wanted: x.size });
    this.#kernels.activate(numberOf(kind), at(x), at(out), x.size);
  }

  activateGradient(
    dy: Tensor,
    { kind, y, out }: { kind: Elementwise; y: Tensor; out: Tensor },
  ): void {
    if (dy.size !== out.size) mismatch(kind, { found: out.size, wanted: dy.size });
    this.#kernels.activateGradient(numberOf(kind), at(dy), at(y), at(out), dy.size);
  }

  softmax(x: Tensor, { out }: { out: Tensor }): void {
    if (x.size !== out.size) mismatch("softmax", { found: out.size, wanted: x.size });
    const columns = columnsOf(x);
    this.#kernels.softmax(at(x), at(out), x.size / columns, columns);
  }

  softmaxGradient(dy: Tensor, { y, out }: { y: Tensor; out: Tensor }): void {
    if (dy.size !== out.size) mismatch("softmax", { found: out.size, wanted: dy.size });
    const columns = columnsOf(dy);
    this.#kernels.softmaxGradient(at(dy), at(y), at(out), dy.size / columns, columns);
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
      rows,
      columns,
      scale,
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
    this.#kernels.squaredError(at(y), at(targets), at(losses), at(gradient), rows, columns, scale);
  }

  conv2d(x: Tensor, filters: Tensor, options: Window & { out: Tensor; bias?: Tensor }): void {
    referenceBackend.conv2d(x, filters, options);
  }

  conv2dInputGradient(dy: Tensor, filters: Tensor, options: Window & { out: Tensor }): void {
    referenceBackend.conv2dInputGradient(dy, filters, options);
  }

  conv2dFilterGradient(
    x: Tensor,
    dy: Tensor,
    options: Window & { out: Tensor; alpha?: number; accumulate?: boolean },
  ): void {
    referenceBackend.conv2dFilterGradient(x, dy, options);
  }

  maxPool2d(x: Tensor, options: Window & { size: number; out: Tensor }): void {
    referenceBackend.maxPool2d(x, options);
  }

  maxPool2dGradient(
    dy: Tensor,
    options: Window & { size: number; x: Tensor; y: Tensor; out: Tensor },
  ): void {
    referenceBackend.maxPool2dGradient(dy, options);
  }

  channelStatistics(x: Tensor, options: ChannelStatistics & { epsilon: number }): void {
    referenceBackend.channelStatistics(x, options);
  }

  normalize(
    x: Tensor,
    options: ChannelStatistics & { scale: Tensor; shift: Tensor; out: Tensor },
  ): void {
    referenceBackend.normalize(x, options);
  }

  normalizeGradient(
    dy: Tensor,
    options: ChannelStatistics & {
      x: Tensor;
      scale: Tensor;
      scaleGradient: Tensor;
      shiftGradient: Tensor;
      out: Tensor;
    },
  ): void {
    referenceBackend.normalizeGradient(dy, options);
  }

  dropout(x: Tensor, { rate, key, out }: { rate: number; key: number; out: Tensor }): void {
    const threshold = Math.round(rate * 2 ** 32);
    this.#kernels.dropout(at(x), at(out), x.size, 0, key, threshold, 1 / (1 - rate));
  }

  descend(
    value: Tensor,
    gradient: Tensor,
    { learningRate, decay }: { learningRate: number; decay: number },
  ): void {
    this.#kernels.descend(at(value), at(gradient), value.size, learningRate, decay);
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
    this.#kernels.descendWithMomentum(
      at(value),
      at(gradient),
      at(velocity),
      value.size,
      learningRate,
      momentum,
      dampening,
      nesterov,
      decay,
    );
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
    this.#kernels.descendWithAdam(
      at(value),
      at(gradient),
      at(first),
      at(second),
      value.size,
      beta1,
      1 - beta1,
      beta2,
      1 - beta2,
      learningRate / (1 - beta1 ** step),
      1 / (1 - beta2 ** step),
      epsilon,
      learningRate * decay,
    );
  }

  average(value: Tensor, { average, decay }: { average: Tensor; decay: number }): void {
    this.#kernels.average(at(value), at(average), value.size, 1 - decay);
  }

  sumOfSquares(x: Tensor): number {
    return this.#kernels.sumOfSquares(at(x), x.size);
  }

  scale(x: Tensor, factor: number): void {
    this.#kernels.scale(at(x), factor, x.size);
  }
}

/** Where a tensor lies. Only memory made elsewhere starts at 0. */
function at(tensor: Tensor): number {
  const address = tensor.data.byteOffset;
  if (address === 0) foreign();
  return address;
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
