// Products of few rows and updates by few images: to the bit those of the general product.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { Random } from "../../../lib/tensor/random.ts";
import { type Shape, Tensor } from "../../../lib/tensor/tensor.ts";
import { wasmBackend } from "../../../lib/tensor/wasm/backend.ts";
import { findRounding, roundings } from "../../../lib/tensor/wasm/rounding.ts";
import { ThreadPool } from "../../../lib/tensor/wasm/thread_pool.ts";
import { assertSameBits, guarded } from "../operands.ts";

/** More rows than there are kernels of their own for. */
const MANY = 16;

const shapes = fc.record({
  rows: fc.integer({ min: 2, max: 8 }),
  inputs: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 390, max: 900 })),
  units: fc.integer({ min: 1, max: 70 }),
  /** How many of ten inputs are not zero. */
  ink: fc.constantFrom(0, 1, 3, 10),
  alpha: fc.constantFrom(1, -0.01, 0.5),
  accumulate: fc.boolean(),
  withBias: fc.boolean(),
  /** What stands in some places of what is not the inputs. */
  odd: fc.constantFrom(0, -0, Infinity, NaN),
  seed: fc.nat(),
});

for (const rounding of roundings) {
  // The exact build has the general product only.
  if (rounding === "exact" || rounding === "fused" && findRounding() !== "fused") continue;
  const backend = wasmBackend(new ThreadPool({ rounding }), { threads: 1 });

  /** A tensor with guards, filled with numbers that a seed fixes. */
  const fill = (
    shape: Shape,
    { ink, odd, seed }: { ink: number; odd: number; seed: [number, number] },
  ) => {
    const { block, tensor } = guarded(shape, backend);
    const random = new Random(seed);
    for (let i = 0; i < tensor.size; i++) {
      tensor.data[i] = random.integer(10) < ink ? 2 * random.uniform() - 1 : 0;
      if (random.integer(10) === 0) tensor.data[i] = odd;
    }
    return { block, tensor };
  };

  const assertGuards = (block: Tensor) => {
    for (let i = 0; i < 64; i++) {
      assertSameBits(
        Float32Array.of(block.data[i], block.data[block.size - 1 - i]),
        new Float32Array(2).fill(123.456),
        "guard",
      );
    }
  };

  Deno.test(`a product of few rows is a part of that of many, to the bit, with ${rounding} kernels`, () => {
    fc.assert(fc.property(shapes, (options) => {
      const { rows, inputs, units, ink, alpha, accumulate, withBias, seed } = options;
      // A NaN or Infinity among the weights is seen where an input is not zero; all others are finite.
      const odd = Number.isFinite(options.odd) ? options.odd : 0;
      const { tensor: a } = fill([MANY, inputs], { ink, odd: 0, seed: [seed, 1] });
      const { tensor: b } = fill([inputs, units], { ink: 9, odd, seed: [seed, 2] });
      const { tensor: bias } = fill([units], { ink: 8, odd, seed: [seed, 3] });
      const { tensor: out } = fill([MANY, units], { ink: 8, odd, seed: [seed, 4] });
      const few = guarded([rows, units], backend);
      few.tensor.data.set(out.data.subarray(0, few.tensor.size));
      const first = new Tensor([rows, inputs], a.data.subarray(0, rows * inputs));
      const how = { alpha, accumulate, ...withBias && !accumulate && { bias } };
      backend.matmul(a, b, { out, ...how });
      backend.matmul(first, b, { out: few.tensor, ...how });
      assertSameBits(few.tensor.data, out.data.subarray(0, few.tensor.size), "out");
      assertGuards(few.block);
    }));
  });

  Deno.test(`an update by few images is that by many, most of them blank, to the bit, with ${rounding} kernels`, () => {
    fc.assert(fc.property(shapes, ({ rows, inputs, units, ink, alpha, odd, seed }) => {
      const { tensor: x } = fill([rows, inputs], { ink, odd: 0, seed: [seed, 1] });
      const { tensor: y } = fill([rows, units], { ink: 9, odd, seed: [seed, 2] });
      const found = fill([inputs, units], { ink: 8, odd: -0, seed: [seed, 3] });
      const wanted = fill([inputs, units], { ink: 8, odd: -0, seed: [seed, 3] });
      const [blankX, blankY] = [backend.tensor([MANY, inputs]), backend.tensor([MANY, units])];
      blankX.data.set(x.data);
      blankY.data.set(y.data);
      const how = { transposeA: true, accumulate: true, alpha };
      backend.matmul(x, y, { out: found.tensor, ...how });
      backend.matmul(blankX, blankY, { out: wanted.tensor, ...how });
      assertSameBits(found.tensor.data, wanted.tensor.data, "out");
      assertGuards(found.block);
    }));
  });

  Deno.test(`a sum that is -0 on its way keeps its sign in a product of few rows, with ${rounding} kernels`, () => {
    // Half of the smallest number is rounded to -0, and what follows makes that 0.
    const [a, b, bias, out] = [[2, 2], [2, 1], [1], [2, 1]].map((shape) => backend.tensor(shape));
    a.data.set([0.25, 0, 0.25, 0]);
    b.data.set([-1e-45, 1]);
    bias.data.set([-0]);
    backend.matmul(a, b, { out, bias });
    assertEquals([...out.data], [0, 0]);
  });
}
