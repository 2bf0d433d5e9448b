// How exact the vectorised functions are, in units in the last place.

import { assert, assertEquals } from "@std/assert";
import { createWasmBackend } from "../../../lib/tensor/wasm/backend.ts";
import { type ActivationKind, activations } from "../../../lib/tensor/operations/activations.ts";

const wasm = createWasmBackend({ threads: 1 });

/** The gap between neighbouring 32-bit numbers at `value`. */
function unitOf(value: number): number {
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(value))));
  return 2 ** (exponent - 23);
}

/** The maximum error of an activation over many inputs, in units in the last place. */
function worst(kind: ActivationKind, { f, from, to }: {
  f: (x: number) => number;
  from: number;
  to: number;
}): number {
  const count = 100_003;
  const x = wasm.tensor([count]);
  const y = wasm.tensor([count]);
  for (let i = 0; i < count; i++) x.data[i] = from + (to - from) * i / (count - 1);
  wasm.activate(x, { kind, out: y });
  let error = 0;
  for (let i = 0; i < count; i++) {
    const exact = f(x.data[i]);
    error = Math.max(error, Math.abs(y.data[i] - exact) / unitOf(exact));
  }
  return error;
}

Deno.test("sigmoid is within 2.5 ulp from -104 to 104", () => {
  const error = worst("sigmoid", { f: (x) => 1 / (1 + Math.exp(-x)), from: -104, to: 104 });
  assert(error <= 2.5, `${error}`);
});

Deno.test("tanh is within 3 ulp, also near zero", () => {
  for (const range of [12, 1, 1e-3]) {
    const error = worst("tanh", { f: Math.tanh, from: -range, to: range });
    assert(error <= 3, `${error} up to ${range}`);
  }
});

Deno.test("activations keep NaN and reach their limits", () => {
  const x = wasm.tensor([4]);
  const y = wasm.tensor([4]);
  x.data.set([NaN, Infinity, -Infinity, -0]);
  const limits: Record<ActivationKind, number[]> = {
    sigmoid: [NaN, 1, 0, 0.5],
    tanh: [NaN, 1, -1, -0],
    relu: [NaN, Infinity, 0, -0],
  };
  for (const kind of Object.keys(activations) as ActivationKind[]) {
    wasm.activate(x, { kind, out: y });
    assertEquals([...y.data], limits[kind]);
  }
});
