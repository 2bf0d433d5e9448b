// Winograd's convolutions: how far they are from exact sums, on shapes where they are used.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Random } from "../../../lib/tensor/random.ts";
import { referenceBackend } from "../../../lib/tensor/reference/backend.ts";
import type { Tensor } from "../../../lib/tensor/tensor.ts";
import { createWasmBackend } from "../../../lib/tensor/wasm/backend.ts";

const wasm = createWasmBackend({ threads: 1 });

/**
 * The bound on the error: so much of the largest result. Plain sums of 32 bits come to a third of it.
 */
const BOUND = 4e-6;

function normal(shape: number[], random: Random): Tensor {
  const tensor = wasm.tensor(shape);
  for (let i = 0; i < tensor.size; i++) tensor.data[i] = random.normal();
  return tensor;
}

/** The maximum error of a tensor, as a part of its largest number. */
function errorOf(found: Tensor, exact: Tensor): number {
  let error = 0;
  let max = 0;
  for (let i = 0; i < exact.size; i++) {
    error = Math.max(error, Math.abs(found.data[i] - exact.data[i]));
    max = Math.max(max, Math.abs(exact.data[i]));
  }
  return error / max;
}

Deno.test("Winograd's convolutions stay within their bound, whatever hangs over the edge", () => {
  const cases = fc.record({
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 6, max: 13 }),
    width: fc.integer({ min: 6, max: 13 }),
    channels: fc.constantFrom(8, 16, 24),
    count: fc.constantFrom(8, 32),
    padding: fc.integer({ min: 0, max: 3 }),
    accumulate: fc.boolean(),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(cases, ({ batch, height, width, channels, count, padding, accumulate, seed }) => {
      const random = new Random([seed]);
      const x = normal([batch, height, width, channels], random);
      const filters = normal([3, 3, channels, count], random);
      const bias = normal([count], random);
      const shape = [batch, height - 2 + 2 * padding, width - 2 + 2 * padding, count];
      const dy = normal(shape, random);
      const first = normal(filters.shape as number[], random);
      const window = { stride: 1, padding };
      const [found, exact] = [wasm, referenceBackend].map((backend) => {
        const y = wasm.tensor(shape);
        const dx = wasm.tensor(x.shape);
        const gradient = wasm.tensor(filters.shape);
        gradient.data.set(first.data);
        backend.conv2d(x, filters, { ...window, out: y, bias });
        backend.conv2dInputGradient(dy, filters, { ...window, out: dx });
        const blend = { alpha: -0.5, accumulate };
        backend.conv2dFilterGradient(x, dy, { ...window, ...blend, out: gradient });
        return [y, dx, gradient];
      });
      for (const [i, tensor] of found.entries()) {
        const error = errorOf(tensor, exact[i]);
        assert(error < BOUND, `result ${i} is off by ${error}`);
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("Winograd's convolutions give the same bits in a batch and alone", () => {
  const random = new Random(["alone"]);
  const batch = normal([5, 12, 12, 8], random);
  const filters = normal([3, 3, 8, 16], random);
  const y = wasm.tensor([5, 12, 12, 16]);
  wasm.conv2d(batch, filters, { stride: 1, padding: 1, out: y });
  const one = wasm.tensor([1, 12, 12, 8]);
  const alone = wasm.tensor([1, 12, 12, 16]);
  one.data.set(batch.data.subarray(3 * one.size, 4 * one.size));
  wasm.conv2d(one, filters, { stride: 1, padding: 1, out: alone });
  assertEquals(alone.data, y.data.slice(3 * alone.size, 4 * alone.size));
});
