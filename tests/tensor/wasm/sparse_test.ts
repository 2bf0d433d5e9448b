// Products that leave out zeros, and those of few rows or images: to the bit those of the general product.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { MatmulOptions } from "../../../lib/tensor/operations/matmul.ts";
import { Random } from "../../../lib/tensor/random.ts";
import type { Shape, Tensor } from "../../../lib/tensor/tensor.ts";
import { wasmBackend } from "../../../lib/tensor/wasm/backend.ts";
import { findRounding, roundings } from "../../../lib/tensor/wasm/rounding.ts";
import { assertSameBits, guarded } from "../operands.ts";
import { GuardedPool } from "./guarded_pool.ts";

const shapes = fc.record({
  rows: fc.oneof(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 10, max: 70 })),
  inputs: fc.oneof(fc.integer({ min: 2, max: 140 }), fc.integer({ min: 390, max: 900 })),
  units: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 21, max: 120 })),
  /** How many of ten inputs are not zero. */
  ink: fc.constantFrom(0, 1, 2, 3, 10),
  alpha: fc.constantFrom(1, -0.01, 0.5),
  accumulate: fc.boolean(),
  withBias: fc.boolean(),
  /** What stands in some places of what is not the inputs. */
  odd: fc.constantFrom(0, -0, 1e-45, Infinity, NaN),
  /** The largest number of what is not the inputs: products of very small ones are rounded to 0 or -0. */
  scale: fc.constantFrom(1, 1e-30, 1e-44),
  seed: fc.nat(),
});

for (const rounding of roundings) {
  // The exact build has the general product only.
  if (rounding === "exact" || rounding === "fused" && findRounding() !== "fused") continue;
  const pool = new GuardedPool({ rounding });
  const backend = wasmBackend(pool, { threads: 1 });

  /** A tensor with guards, filled with numbers that a seed fixes. */
  const fill = (
    shape: Shape,
    { ink, odd, scale = 1, seed }: {
      ink: number;
      odd: number;
      scale?: number;
      seed: [number, number];
    },
  ) => {
    const { block, tensor } = guarded(shape, backend);
    const random = new Random(seed);
    for (let i = 0; i < tensor.size; i++) {
      tensor.data[i] = random.integer(10) < ink ? scale * (2 * random.uniform() - 1) : 0;
      if (random.integer(10) === 0) tensor.data[i] = odd;
    }
    return { block, tensor };
  };

  /** Each product both ways: with B transposed, it is always the general one. */
  const compare = (
    a: Tensor,
    b: Tensor,
    { shape, start, ...options }: Omit<MatmulOptions, "out"> & { shape: Shape; start: Tensor },
  ) => {
    const { block, tensor: found } = guarded(shape, backend);
    const wanted = backend.tensor(shape);
    found.data.set(start.data);
    wanted.data.set(start.data);
    const [rows, columns] = b.shape;
    const transposed = backend.tensor([columns, rows]);
    for (let i = 0; i < b.size; i++) {
      transposed.data[(i % columns) * rows + Math.floor(i / columns)] = b.data[i];
    }
    backend.matmul(a, b, { ...options, out: found });
    pool.assertGuarded();
    backend.matmul(a, transposed, { ...options, out: wanted, transposeB: true });
    assertSameBits(found.data, wanted.data, "out");
    for (let i = 0; i < 64; i++) {
      const guards = Float32Array.of(block.data[i], block.data[block.size - 1 - i]);
      assertSameBits(guards, new Float32Array(2).fill(123.456), "guard");
    }
  };

  Deno.test(`a product of inputs with weights is the general one, to the bit, with ${rounding} kernels`, () => {
    fc.assert(fc.property(shapes, (options) => {
      const { rows, inputs, units, ink, alpha, accumulate, withBias, scale, seed } = options;
      // A NaN or Infinity among the weights is seen where an input is not zero; all others are finite.
      const odd = Number.isFinite(options.odd) ? options.odd : 0;
      const { tensor: a } = fill([rows, inputs], { ink, odd: 0, seed: [seed, 1] });
      const { tensor: b } = fill([inputs, units], { ink: 9, odd, scale, seed: [seed, 2] });
      const { tensor: bias } = fill([units], { ink: 8, odd, scale, seed: [seed, 3] });
      const { tensor: start } = fill([rows, units], { ink: 8, odd, scale, seed: [seed, 4] });
      const how = { alpha, accumulate, ...withBias && !accumulate && { bias } };
      compare(a, b, { ...how, shape: [rows, units], start });
    }));
  });

  Deno.test(`a gradient of weights, or an update, is the general one, to the bit, with ${rounding} kernels`, () => {
    fc.assert(fc.property(shapes, (options) => {
      const { rows, inputs, units, ink, alpha, accumulate, odd, scale, seed } = options;
      const { tensor: x } = fill([rows, inputs], { ink, odd: 0, seed: [seed, 1] });
      const { tensor: dy } = fill([rows, units], { ink: 9, odd, scale, seed: [seed, 2] });
      const { tensor: start } = fill([inputs, units], { ink: 8, odd: -0, seed: [seed, 3] });
      const how = { alpha, accumulate, transposeA: true };
      compare(x, dy, { ...how, shape: [inputs, units], start });
    }));
  });

  Deno.test(`a sum that is -0 on its way keeps its sign, with ${rounding} kernels`, () => {
    // Half of the smallest number is rounded to -0, and what follows makes that 0.
    const [a, b, bias, out] = [[2, 2], [2, 1], [1], [2, 1]].map((shape) => backend.tensor(shape));
    a.data.set([0.25, 0, 0.25, 0]);
    b.data.set([-1e-45, 1]);
    bias.data.set([-0]);
    backend.matmul(a, b, { out, bias });
    assertEquals([...out.data], [0, 0]);
  });

  Deno.test(`so it does in an update by many images, with ${rounding} kernels`, () => {
    const [x, dy, weights] = [[40, 2], [40, 2], [2, 2]].map((shape) => backend.tensor(shape));
    weights.data.fill(-0);
    x.data[0] = 0.25;
    dy.data.fill(1);
    dy.data[0] = -1e-45;
    compare(x, dy, { transposeA: true, accumulate: true, shape: [2, 2], start: weights });
  });

  Deno.test(`the kernels that leave out zeros do their part of the rows alone, with ${rounding} kernels`, () => {
    const wide = fill([70, 200], { ink: 2, odd: 0, seed: [1, 1] }).tensor;
    const weights = fill([200, 30], { ink: 9, odd: 0, seed: [1, 2] }).tensor;
    const dy = fill([70, 30], { ink: 9, odd: 0, seed: [1, 3] }).tensor;
    const { kernels, constants: { SPARSE_COLUMNS_BYTES } } = pool;
    const [at, scratch] = [
      (x: Tensor) => x.data.byteOffset,
      backend.bytes(SPARSE_COLUMNS_BYTES).byteOffset,
    ];
    const runs: [Shape, number, (out: number, first: number, last: number) => void][] = [
      [
        [70, 30],
        7,
        (out, first, last) =>
          kernels.sparseRows(at(wide), at(weights), out, 0, 30, 200, 0, first, last, scratch),
      ],
      [
        [200, 30],
        64,
        (out, first, last) =>
          kernels.sparseColumns(at(wide), at(dy), out, 200, 30, 70, 1, 0, first, last, scratch),
      ],
      [
        [200, 30],
        4,
        (out, first, last) => kernels.gerFew(at(wide), at(dy), out, 200, 30, 5, -1, 1, first, last),
      ],
    ];
    for (const [shape, grain, run] of runs) {
      const [whole, parts] = [backend.tensor(shape), backend.tensor(shape)];
      run(at(whole), 0, shape[0]);
      for (let first = 0; first < shape[0]; first += grain) {
        run(at(parts), first, Math.min(first + grain, shape[0]));
      }
      assertSameBits(parts.data, whole.data, "parts");
    }
  });
}
