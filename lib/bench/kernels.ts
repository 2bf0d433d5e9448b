// The kernels that are timed: what each is called with, and how much work a call is.

import type { Backend } from "../tensor/mod.ts";
import { Random, type Shape, type Tensor } from "../tensor/mod.ts";

/** A kernel at one size. */
export interface KernelCase {
  readonly name: string;
  /** Floating-point operations of a call; null where memory is the limit. */
  readonly operations: number | null;
  /** Bytes of all tensors that a call reads and writes. */
  readonly bytes: number;
  /** Whether the blas backend does it in another way than wasm. */
  readonly blas: boolean;
  /** Makes the tensors, and returns the call. */
  prepare(backend: Backend): () => void;
}

/** All of them: the products and convolutions of the timed networks, and what lies between. */
export const kernelCases: readonly KernelCase[] = [
  matmulCase([512, 512, 512]),
  matmulCase([128, 784, 256]),
  matmulCase([784, 128, 256], { transposeA: true }),
  matmulCase([128, 128, 256], { transposeB: true }),
  convolutionCase("conv2d", { side: 26, channels: 32, filters: 32 }),
  convolutionCase("conv2dInputGradient", { side: 26, channels: 32, filters: 32 }),
  convolutionCase("conv2dFilterGradient", { side: 26, channels: 32, filters: 32 }),
  convolutionCase("conv2d", { side: 10, channels: 64, filters: 64 }),
  elementwiseCase("relu", {
    tensors: 2,
    call: (b, x, out) => b.activate(x, { kind: "relu", out }),
  }),
  elementwiseCase("sigmoid", {
    tensors: 2,
    call: (b, x, out) => b.activate(x, { kind: "sigmoid", out }),
  }),
  elementwiseCase("softmax of rows of 10", {
    tensors: 2,
    call: (b, x, out) => b.softmax(x, { out }),
  }),
  elementwiseCase("gradient descent", {
    tensors: 3,
    call: (b, x, out) => b.sgdStep(out, x, { learningRate: 1e-6, decay: 0 }),
  }),
];

function matmulCase(
  [m, k, n]: readonly [number, number, number],
  transposes: { transposeA?: boolean; transposeB?: boolean } = {},
): KernelCase {
  const { transposeA, transposeB } = transposes;
  return {
    name: `matmul ${m}x${k}x${n}${transposeA ? ", transposed a" : ""}` +
      (transposeB ? ", transposed b" : ""),
    operations: 2 * m * n * k,
    bytes: 4 * (m * k + k * n + m * n),
    blas: true,
    prepare(backend) {
      const a = numbers(backend, transposeA ? [k, m] : [m, k]);
      const b = numbers(backend, transposeB ? [n, k] : [k, n]);
      const out = backend.tensor([m, n]);
      return () => backend.matmul(a, b, { out, ...transposes });
    },
  };
}

/** Convolutions of 3x3 without padding on a batch of 32 images. */
function convolutionCase(
  kind: "conv2d" | "conv2dInputGradient" | "conv2dFilterGradient",
  { side, channels, filters: count }: { side: number; channels: number; filters: number },
): KernelCase {
  const batch = 32;
  const shapes = {
    x: [batch, side, side, channels],
    filters: [3, 3, channels, count],
    y: [batch, side - 2, side - 2, count],
  };
  const { x, filters, y } = shapes;
  const size = (shape: Shape) => shape.reduce((a, b) => a * b);
  return {
    name: `${kind} 3x3, ${channels} to ${count}, ${side}x${side}`,
    operations: 2 * size(y) * 9 * channels,
    bytes: 4 * (size(x) + size(filters) + size(y)),
    blas: false,
    prepare(backend) {
      const tensors = {
        x: numbers(backend, x),
        filters: numbers(backend, filters),
        y: numbers(backend, y),
      };
      const window = { stride: 1, padding: 0 };
      return () => {
        switch (kind) {
          case "conv2d":
            return backend.conv2d(tensors.x, tensors.filters, { ...window, out: tensors.y });
          case "conv2dInputGradient":
            return backend[kind](tensors.y, tensors.filters, { ...window, out: tensors.x });
          default:
            return backend[kind](tensors.x, tensors.y, { ...window, out: tensors.filters });
        }
      };
    },
  };
}

/** A kernel that goes over numbers once, a million of them. */
function elementwiseCase(
  name: string,
  { tensors, call }: {
    /** How many times a number is read or written. */
    tensors: number;
    call: (backend: Backend, x: Tensor, out: Tensor) => void;
  },
): KernelCase {
  const shape = [100_000, 10];
  return {
    name,
    operations: null,
    bytes: 4 * 1_000_000 * tensors,
    blas: false,
    prepare(backend) {
      const x = numbers(backend, shape);
      const out = numbers(backend, shape);
      return () => call(backend, x, out);
    },
  };
}

/** Numbers from -1 to 1, none of them 0: products must not gain from zeros. */
function numbers(backend: Backend, shape: Shape): Tensor {
  const tensor = backend.tensor(shape);
  const random = new Random(["bench"]);
  for (let i = 0; i < tensor.size; i++) tensor.data[i] = 2 * random.uniform() - 1;
  return tensor;
}
