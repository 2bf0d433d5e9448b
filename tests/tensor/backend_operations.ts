// Every operation of the list: what to call it with, so that any two backends can be compared.

import fc from "fast-check";
import type { Backend } from "../../lib/tensor/backend.ts";
import type { ActivationKind } from "../../lib/tensor/operations/activations.ts";
import { Random } from "../../lib/tensor/random.ts";
import { type Shape, Tensor } from "../../lib/tensor/tensor.ts";

/** One operation: what it is called with, and how. */
export interface Operation {
  readonly name: string;
  /** Sizes, and options that change what is computed. */
  readonly options: fc.Arbitrary<unknown>;
  /** Calls the operation, and returns all that it wrote. */
  run(context: Context, options: unknown): Tensor[];
}

/** A backend, and a source of tensors on it, which gives every backend the same numbers. */
export interface Context {
  readonly backend: Backend;
  /** Numbers from -1 to 1, a third of them 0. */
  numbers(shape: Shape): Tensor;
  /** Numbers from 0.1 to 1. */
  positive(shape: Shape): Tensor;
  /** Numbers that are bytes. */
  bytes(length: number): Uint8Array;
}

/** How large the tensors are. */
export interface Sizes {
  /** Of an axis of a matrix. */
  readonly length: fc.Arbitrary<number>;
  /** Of a tensor whose shape does not matter. */
  readonly count: fc.Arbitrary<number>;
  /** Images a batch. */
  readonly batch: fc.Arbitrary<number>;
  /** Height and width of an image. */
  readonly side: fc.Arbitrary<number>;
}

/** Axes from 1 to more than a register tile. */
export const oddSizes: Sizes = {
  length: fc.integer({ min: 1, max: 37 }),
  count: fc.integer({ min: 1, max: 37 }),
  batch: fc.integer({ min: 1, max: 3 }),
  side: fc.integer({ min: 1, max: 7 }),
};

/** Enough work for several threads. */
export const largeSizes: Sizes = {
  length: fc.constantFrom(129, 250, 509),
  count: fc.constantFrom(100_003, 200_704),
  batch: fc.constantFrom(8, 13),
  side: fc.constantFrom(15, 28),
};

/** All operations of the list. */
export function operationsOn(sizes: Sizes): Operation[] {
  const { length, count } = sizes;
  const kind = fc.constantFrom<ActivationKind>("sigmoid", "tanh", "relu");
  const rows = fc.record({ rows: length, width: length });
  const blend = { alpha: fc.constantFrom(1, -0.5, 3), accumulate: fc.boolean() };
  const rate = { learningRate: fc.constantFrom(0.01, 0.5), decay: fc.constantFrom(0, 0.1) };
  return [
    operation("bytesToFloats", fc.record({ length: count }), ({ backend, bytes }, { length }) => {
      const out = backend.tensor([length]);
      backend.bytesToFloats(bytes(length), { out });
      return [out];
    }),
    operation(
      "matmul",
      fc.record({
        m: length,
        n: length,
        k: length,
        transposeA: fc.boolean(),
        transposeB: fc.boolean(),
        withBias: fc.boolean(),
        ...blend,
      }),
      ({ backend, numbers }, { m, n, k, withBias, ...options }) => {
        const a = numbers(options.transposeA ? [k, m] : [m, k]);
        const b = numbers(options.transposeB ? [n, k] : [k, n]);
        const out = numbers([m, n]);
        const bias = withBias && !options.accumulate ? numbers([n]) : undefined;
        backend.matmul(a, b, { ...options, bias, out });
        return [out];
      },
    ),
    operation(
      "sumRows",
      fc.record({ rows: length, width: length, ...blend }),
      ({ backend, numbers }, { rows, width, ...options }) => {
        const out = numbers([width]);
        backend.sumRows(numbers([rows, width]), { ...options, out });
        return [out];
      },
    ),
    operation(
      "activate",
      fc.record({
        kind,
        length: count,
        factor: fc.constantFrom(1, 20, 1e4),
        inPlace: fc.boolean(),
      }),
      ({ backend, numbers }, { kind, length, factor, inPlace }) => {
        const x = numbers([length]);
        for (let i = 0; i < length; i++) x.data[i] *= factor;
        const out = inPlace ? x : backend.tensor([length]);
        backend.activate(x, { kind, out });
        return [out];
      },
    ),
    operation(
      "activateGradient",
      fc.record({ kind, length: count, inPlace: fc.boolean() }),
      ({ backend, numbers }, { kind, length, inPlace }) => {
        const y = numbers([length]);
        const dy = numbers([length]);
        const out = inPlace ? dy : backend.tensor([length]);
        backend.activateGradient(dy, { kind, y, out });
        return [out];
      },
    ),
    operation(
      "softmax",
      fc.record({ rows: length, width: length, factor: fc.constantFrom(1, 30, 1e4) }),
      ({ backend, numbers }, { rows, width, factor }) => {
        const x = numbers([rows, width]);
        for (let i = 0; i < x.size; i++) x.data[i] *= factor;
        const out = backend.tensor([rows, width]);
        backend.softmax(x, { out });
        return [out];
      },
    ),
    operation("softmaxGradient", rows, ({ backend, numbers }, { rows, width }) => {
      const y = backend.tensor([rows, width]);
      backend.softmax(numbers([rows, width]), { out: y });
      const out = backend.tensor([rows, width]);
      backend.softmaxGradient(numbers([rows, width]), { y, out });
      return [out];
    }),
    operation(
      "crossEntropy",
      fc.record({ rows: length, width: length, factor: fc.constantFrom(1, 30, 1e4) }),
      ({ backend, numbers, positive }, { rows, width, factor }) => {
        const logits = numbers([rows, width]);
        for (let i = 0; i < logits.size; i++) logits.data[i] *= factor;
        const result = { losses: backend.tensor([rows]), gradient: backend.tensor([rows, width]) };
        backend.crossEntropy(logits, positive([rows, width]), { ...result, scale: 1 / rows });
        return [result.losses, result.gradient];
      },
    ),
    operation("squaredError", rows, ({ backend, numbers }, { rows, width }) => {
      const result = { losses: backend.tensor([rows]), gradient: backend.tensor([rows, width]) };
      const targets = numbers([rows, width]);
      backend.squaredError(numbers([rows, width]), targets, { ...result, scale: 1 / rows });
      return [result.losses, result.gradient];
    }),
    operation(
      "conv2d",
      images(sizes, { withBias: fc.boolean() }),
      ({ backend, numbers }, { x, filters, y, window, withBias }) => {
        const out = backend.tensor(y);
        const bias = withBias ? numbers([y[3]]) : undefined;
        backend.conv2d(numbers(x), numbers(filters), { ...window, out, bias });
        return [out];
      },
    ),
    operation(
      "conv2dInputGradient",
      images(sizes, {}),
      ({ backend, numbers }, { x, filters, y, window }) => {
        const out = numbers(x);
        backend.conv2dInputGradient(numbers(y), numbers(filters), { ...window, out });
        return [out];
      },
    ),
    operation(
      "conv2dFilterGradient",
      images(sizes, blend),
      ({ backend, numbers }, { x, filters, y, window, alpha, accumulate }) => {
        const out = numbers(filters);
        const options = { ...window, out, alpha, accumulate };
        backend.conv2dFilterGradient(numbers(x), numbers(y), options);
        return [out];
      },
    ),
    operation(
      "maxPool2d",
      images(sizes, {}),
      ({ backend, numbers }, { x, pooled, size, window }) => {
        const out = backend.tensor(pooled);
        backend.maxPool2d(numbers(x), { ...window, size, out });
        return [out];
      },
    ),
    operation(
      "maxPool2dGradient",
      images(sizes, {}),
      ({ backend, numbers }, { x: shape, pooled, size, window }) => {
        // A third of the numbers is 0, so there are draws, which the first must win.
        const x = numbers(shape);
        const y = backend.tensor(pooled);
        backend.maxPool2d(x, { ...window, size, out: y });
        const out = numbers(shape);
        backend.maxPool2dGradient(numbers(pooled), { ...window, size, x, y, out });
        return [out];
      },
    ),
    operation("batchMoments", rows, ({ backend, numbers }, { rows, width }) => {
      const moments = momentsOn(backend, width);
      backend.batchMoments(numbers([rows, width]), { ...moments, epsilon: 1e-3 });
      return [moments.mean, moments.inverseStd];
    }),
    operation("normalize", rows, ({ backend, numbers, positive }, { rows, width }) => {
      const out = backend.tensor([rows, width]);
      backend.normalize(numbers([rows, width]), {
        mean: numbers([width]),
        inverseStd: positive([width]),
        gamma: numbers([width]),
        beta: numbers([width]),
        out,
      });
      return [out];
    }),
    operation("normalizeGradient", rows, ({ backend, numbers, positive }, { rows, width }) => {
      const results = {
        gammaGradient: backend.tensor([width]),
        betaGradient: backend.tensor([width]),
        out: backend.tensor([rows, width]),
      };
      backend.normalizeGradient(numbers([rows, width]), {
        x: numbers([rows, width]),
        mean: numbers([width]),
        inverseStd: positive([width]),
        gamma: numbers([width]),
        ...results,
      });
      return Object.values(results);
    }),
    operation(
      "dropout",
      fc.record({ length: count, rate: fc.constantFrom(0, 0.25, 0.5, 0.9), key: fc.integer() }),
      ({ backend, numbers }, { length, rate, key }) => {
        const out = backend.tensor([length]);
        backend.dropout(numbers([length]), { rate, key, out });
        return [out];
      },
    ),
    operation(
      "sgdStep",
      fc.record({ length: count, ...rate }),
      ({ backend, numbers }, { length, ...options }) => {
        const value = numbers([length]);
        backend.sgdStep(value, numbers([length]), options);
        return [value];
      },
    ),
    operation(
      "momentumStep",
      fc.record({
        length,
        ...rate,
        momentum: fc.constantFrom(0, 0.9),
        dampening: fc.constantFrom(1, 0.1),
        nesterov: fc.boolean(),
      }),
      ({ backend, numbers }, { length, ...options }) => {
        const value = numbers([length]);
        const velocity = numbers([length]);
        backend.momentumStep(value, numbers([length]), { ...options, velocity });
        return [value, velocity];
      },
    ),
    operation(
      "adamStep",
      fc.record({ length: count, ...rate, step: fc.integer({ min: 1, max: 2000 }) }),
      ({ backend, numbers, positive }, { length, ...options }) => {
        const value = numbers([length]);
        const moments = { firstMoment: numbers([length]), secondMoment: positive([length]) };
        const betas = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
        backend.adamStep(value, numbers([length]), { ...options, ...moments, ...betas });
        return [value, moments.firstMoment, moments.secondMoment];
      },
    ),
    operation(
      "emaUpdate",
      fc.record({ length: count, decay: fc.constantFrom(0, 0.5, 0.999) }),
      ({ backend, numbers }, { length, decay }) => {
        const average = numbers([length]);
        backend.emaUpdate(numbers([length]), { average, decay });
        return [average];
      },
    ),
    operation("sumOfSquares", fc.record({ length: count }), ({ backend, numbers }, { length }) => {
      return [new Tensor([], new Float32Array([backend.sumOfSquares(numbers([length]))]))];
    }),
    operation(
      "scale",
      fc.record({ length: count, factor: fc.constantFrom(0, -2, 0.3) }),
      ({ backend, numbers }, { length, factor }) => {
        const x = numbers([length]);
        backend.scale(x, factor);
        return [x];
      },
    ),
  ];
}

function operation<T>(
  name: keyof Backend,
  options: fc.Arbitrary<T>,
  run: (context: Context, options: T) => Tensor[],
): Operation {
  return { name, options, run: run as Operation["run"] };
}

/** Shapes of images, filters and results that fit together. */
function images<T>(sizes: Sizes, more: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record({
    batch: sizes.batch,
    height: sizes.side,
    width: sizes.side,
    channels: fc.constantFrom(1, 3, 4, 5),
    filters: fc.constantFrom(1, 4, 7),
    size: fc.integer({ min: 1, max: 5 }),
    stride: fc.integer({ min: 1, max: 3 }),
    padding: fc.integer({ min: 0, max: 2 }),
  }).filter(({ size, padding, height, width }) =>
    padding < size && size <= Math.min(height, width) + 2 * padding
  ).chain(({ batch, height, width, channels, filters, size, stride, padding }) => {
    const positions = (length: number) => Math.floor((length + 2 * padding - size) / stride) + 1;
    const y = [batch, positions(height), positions(width)];
    return fc.record({
      x: fc.constant([batch, height, width, channels]),
      filters: fc.constant([size, size, channels, filters]),
      y: fc.constant([...y, filters]),
      pooled: fc.constant([...y, channels]),
      size: fc.constant(size),
      window: fc.constant({ stride, padding }),
      ...more,
    });
  });
}

/** Tensors of a backend with numbers that the seed fixes. */
export function contextOf(backend: Backend, seed: number): Context {
  const random = new Random([seed]);
  const filled = (shape: Shape, draw: () => number) => {
    const tensor = backend.tensor(shape);
    for (let i = 0; i < tensor.size; i++) tensor.data[i] = draw();
    return tensor;
  };
  return {
    backend,
    numbers: (shape) => filled(shape, () => random.integer(3) === 0 ? 0 : 2 * random.uniform() - 1),
    positive: (shape) => filled(shape, () => 0.1 + 0.9 * random.uniform()),
    bytes: (length) => {
      const bytes = backend.bytes(length);
      for (let i = 0; i < length; i++) bytes[i] = random.integer(256);
      return bytes;
    },
  };
}

function momentsOn(backend: Backend, width: number) {
  return { mean: backend.tensor([width]), inverseStd: backend.tensor([width]) };
}
