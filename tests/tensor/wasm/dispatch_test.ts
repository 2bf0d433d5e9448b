// Operations that are put off and done image by image: the same bits as one after the other.

import { assertEquals, assertThrows } from "@std/assert";
import type { Backend, Tensor } from "../../../lib/tensor/mod.ts";
import { createWasmBackend } from "../../../lib/tensor/wasm/backend.ts";
import { MAX_STEPS } from "../../../lib/tensor/wasm/work_queue.ts";

/** Images so large that a batch does not stay in the cache: only such are put off. */
const SIDE = 24;

function filled(backend: Backend, shape: number[], seed: number): Tensor {
  const tensor = backend.tensor(shape);
  for (let i = 0; i < tensor.size; i++) tensor.data[i] = Math.sin(seed + i);
  return tensor;
}

/** The tensors of a small network, both ways, filled with the same numbers every time. */
function tensorsOf(backend: Backend, batch: number) {
  const image = (side: number, channels: number, seed = 0) =>
    filled(backend, [batch, side, side, channels], seed);
  return {
    x: image(SIDE, 8, 1),
    filters: filled(backend, [3, 3, 8, 16], 2),
    bias: filled(backend, [16], 3),
    y: image(SIDE, 16),
    mean: filled(backend, [16], 4),
    normal: image(SIDE, 16),
    pooled: image(SIDE / 2, 16),
    dy: image(SIDE / 2, 16, 5),
    gradient: image(SIDE, 16),
    dx: image(SIDE, 8),
    biasGradient: backend.tensor([16]),
  };
}

/** All operations that are put off, some of them in place, and one that is not. */
function bothWays(backend: Backend, tensors: ReturnType<typeof tensorsOf>): void {
  const { x, filters, bias, y, mean, normal, pooled, dy, gradient, dx, biasGradient } = tensors;
  const window = { stride: 1, padding: 1 };
  const pooling = { size: 2, stride: 2, padding: 0 };
  backend.conv2d(x, filters, { ...window, bias, out: y });
  backend.activate(y, { kind: "relu", out: y });
  backend.normalize(y, { mean, inverseStd: mean, gamma: mean, beta: mean, out: normal });
  backend.activate(normal, { kind: "tanh", out: normal });
  backend.maxPool2d(normal, { ...pooling, out: pooled });
  backend.maxPool2dGradient(dy, { ...pooling, x: normal, y: pooled, out: gradient });
  backend.activateGradient(gradient, { kind: "tanh", y: normal, out: gradient });
  backend.sumRows(gradient, { out: biasGradient });
  backend.activateGradient(gradient, { kind: "relu", y, out: gradient });
  backend.conv2dInputGradient(gradient, filters, { ...window, out: dx });
}

for (const threads of [1, 2, 3]) {
  Deno.test(`together gives the bits of one operation after the other on ${threads} threads`, () => {
    const backend = createWasmBackend({ threads });
    for (const batch of [128, 61, 3]) {
      const wanted = tensorsOf(backend, batch);
      bothWays(createWasmBackend({ threads: 1 }), wanted);
      const found = tensorsOf(backend, batch);
      backend.together(() => bothWays(backend, found));
      for (const [name, { data }] of Object.entries(wanted)) {
        assertEquals(found[name as keyof typeof found].data, data, `${name}, ${batch} images`);
      }
    }
  });
}

Deno.test("together does more operations than a job has room for, and batches of several sizes", () => {
  const backend = createWasmBackend({ threads: 2 });
  const batches = [40, 41].map((batch) => filled(backend, [batch, 100, 100], 1));
  const wanted = batches.map(({ data }) => data.map((x) => Math.max(0, x)));
  backend.together(() => {
    for (let i = 0; i < 2 * MAX_STEPS; i++) {
      for (const x of batches) backend.activate(x, { kind: "relu", out: x });
    }
    for (let i = 0; i < 2 * MAX_STEPS + 1; i++) {
      backend.activate(batches[0], { kind: "relu", out: batches[0] });
    }
  });
  assertEquals(batches.map(({ data }) => data), wanted);
});

Deno.test("together forgets what was put off when it fails, and what follows is done at once", () => {
  const backend = createWasmBackend({ threads: 2 });
  const x = filled(backend, [40, 100, 100], 1);
  const before = x.data.slice();
  const failing = () =>
    backend.together(() => {
      backend.activate(x, { kind: "relu", out: x });
      backend.activate(x, { kind: "relu", out: backend.tensor([3]) });
    });
  assertThrows(failing, RangeError, "Cannot relu");
  assertEquals(x.data, before);
  backend.activate(x, { kind: "relu", out: x });
  assertEquals(x.data, before.map((value) => Math.max(0, value)));
});
