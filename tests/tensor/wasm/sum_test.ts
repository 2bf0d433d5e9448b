// Sums of very many numbers: how much is lost on the way.

import { assertAlmostEquals } from "@std/assert";
import { createWasmBackend } from "../../../lib/tensor/wasm/backend.ts";

const wasm = createWasmBackend({ threads: 1 });

Deno.test("wasm sumOfSquares loses nothing over a million values", () => {
  const x = wasm.tensor([1_000_003]);
  x.data.fill(0.1);
  assertAlmostEquals(wasm.sumOfSquares(x), 1_000_003 * Math.fround(0.1) ** 2, 1e-9 * x.size);
});

Deno.test("wasm sumRows keeps five digits over a hundred thousand rows of one sign", () => {
  const x = wasm.tensor([100_003, 3]);
  x.data.fill(0.1);
  const out = wasm.tensor([3]);
  wasm.sumRows(x, { out });
  assertAlmostEquals(out.data[2] / 100_003, 0.1, 1e-6);
});
