// A script for a web page: what the test of pages bundles and runs. `page` is what a page gives it.

import { createBackend, defaultBackend, referenceBackend, Tensor } from "../../lib/tensor/mod.ts";

const { page } = globalThis as unknown as { page: { kernels: Uint8Array<ArrayBuffer> } };

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return String(error);
  }
  return "nothing was thrown";
}

const withoutKernels = messageOf(() => defaultBackend());
const withoutLibrary = messageOf(() => createBackend("blas"));
const backend = createBackend("wasm", { kernels: page.kernels, threads: 4 });
const [a, b, out] = [[64, 64], [64, 64], [64, 64]].map((shape) => backend.tensor(shape));
for (let i = 0; i < a.size; i++) a.data[i] = i % 7 - 3;
for (let i = 0; i < b.size; i++) b.data[i] = i % 5 - 2;
const exact = new Tensor([64, 64]);
backend.matmul(a, b, { out });
referenceBackend.matmul(a, b, { out: exact });
// Enough new tensors that dropped ones are looked for.
for (let i = 0; i < 5; i++) backend.tensor([2 ** 22]);
console.log(JSON.stringify({
  globals: ["Deno", "process", "SharedArrayBuffer", "require"].filter((name) => name in globalThis),
  withoutKernels,
  withoutLibrary,
  threads: backend.threads,
  isExact: out.data.every((value, i) => value === exact.data[i]),
  isShared: Object.prototype.toString.call(a.buffer),
}));
