// The compiled kernels: what is committed is what the source says, and their sizes follow its constants.

import { assert, assertEquals, assertGreater, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Operations } from "../../../lib/tensor/backend.ts";
import { referenceBackend, referenceOperations } from "../../../lib/tensor/reference/backend.ts";
import { wasmBackend } from "../../../lib/tensor/wasm/backend.ts";
import { buildKernels } from "../../../lib/tensor/wasm/build.ts";
import { loadKernels } from "../../../lib/tensor/wasm/kernels.ts";
import { findRounding, kernelFiles, roundings } from "../../../lib/tensor/wasm/rounding.ts";
import { ThreadPool } from "../../../lib/tensor/wasm/thread_pool.ts";
import { oddSizes, operationsOn } from "../backend_operations.ts";
import type { Call } from "../calls/call.ts";
import { GuardedTensors } from "../operands.ts";
import { GuardedPool } from "./guarded_pool.ts";

const sources = new URL("../../../lib/tensor/assembly/", import.meta.url);
const built = new URL("../../../lib/tensor/wasm/", import.meta.url);

/** Memory as kernels want it. */
function memory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
}

/** The builds that can run here. */
const builds = roundings.filter((rounding) => rounding !== "fused" || findRounding() === "fused");

for (const rounding of roundings) {
  const file = kernelFiles[rounding];

  Deno.test(`${file} and kernels.d.ts are what the compiler makes of the source`, async () => {
    const { wasm, declarations } = await buildKernels({ rounding });
    const committed = await Deno.readFile(new URL(file, built));
    assert(wasm.length === committed.length && wasm.every((byte, i) => byte === committed[i]));
    assertEquals(await Deno.readTextFile(new URL("kernels.d.ts", built)), declarations);
  });
}

for (const rounding of builds) {
  Deno.test(`kernels.d.ts declares the exports of ${kernelFiles[rounding]}, with as many parameters`, async () => {
    const declared = await Deno.readTextFile(new URL("kernels.d.ts", built));
    const functions = [...declared.matchAll(/export function (\w+)\(([^)]*)\)/g)]
      .map(([, name, parameters]): [string, number] => [
        name,
        parameters === "" ? 0 : parameters.split(",").length,
      ]);
    const { kernels } = loadKernels(memory(), { rounding });
    assertGreater(functions.length, 30);
    assertEquals(
      functions.toSorted(),
      Object.entries(kernels).map(([name, { length }]): [string, number] => [name, length])
        .toSorted(),
    );
  });
}

Deno.test("wasmBackend has kernels for all operations, and plain loops for none", () => {
  const backend = wasmBackend(new ThreadPool(), { threads: 1 });
  const names = Object.keys(referenceOperations) as (keyof Operations)[];
  assertGreater(names.length, 20);
  assertEquals(names.filter((name) => backend[name] === referenceOperations[name]), []);
});

Deno.test("loadKernels takes a module or its bytes, and refuses others", () => {
  const { module } = loadKernels(memory());
  assertEquals(loadKernels(memory(), { kernels: module }).module, module);
  assert(
    loadKernels(memory(), { kernels: Deno.readFileSync(new URL("kernels_exact.wasm", built)) }),
  );
  const page = new TextEncoder().encode("<!doctype html>");
  const refused = [[page, "Cannot compile the kernels: "], [
    new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]),
    "Cannot use the kernels: found a module that does not export ROUNDING_MODE",
  ]] as const;
  for (const [kernels, message] of refused) {
    assertThrows(() => loadKernels(memory(), { kernels }), TypeError, message);
  }
});

/** Other sizes of blocks than those in the source. */
const sizes: readonly (readonly [file: string, from: string, to: string])[] = [
  ["gemm.ts", "const DEPTH = 400;", "const DEPTH = 1501;"],
  ["convolution.ts", "const DEPTH = 320;", "const DEPTH = 1501;"],
  ["filter_gradient.ts", "const DEPTH = 256;", "const DEPTH = 1501;"],
  ["winograd/group.ts", "const GROUP_BYTES = 400_000;", "const GROUP_BYTES = 1_500_000;"],
  ["nonzero.ts", "export const SPAN = 1024;", "export const SPAN = 3001;"],
];

function resized(name: string): string | null {
  if (!name.endsWith(".ts") && !name.endsWith(".json")) return null;
  let text: string;
  try {
    text = Deno.readTextFileSync(new URL(name, sources));
  } catch {
    return null;
  }
  for (const [file, from, to] of sizes) {
    if (name !== file) continue;
    assert(text.includes(from), `${from} in ${file}`);
    text = text.replace(from, to);
  }
  return text;
}

/** Calls on shapes that take several blocks of these sizes, and more than one of those in the source. */
const calls: readonly Call[] = [
  ...[7, 1].map((m): Call => ({
    operands: { a: { shape: [m, 3200] }, b: { shape: [3200, 9] }, out: { shape: [m, 9] } },
    run: (backend, { a, b, out }) => backend.matmul(a, b, { out }),
  })),
  {
    operands: { a: { shape: [4000, 1] }, b: { shape: [1, 5] }, out: { shape: [4000, 5] } },
    run: (backend, { a, b, out }) => backend.matmul(a, b, { out, accumulate: true }),
  },
  ...[[60, 5, 7, 9], [13, 3, 8, 16]].flatMap(([side, size, channels, outChannels]): Call[] => {
    const operands = {
      x: { shape: [2, side, side, channels] },
      filters: { shape: [size, size, channels, outChannels] },
      y: { shape: [2, side - size + 1, side - size + 1, outChannels] },
    };
    const window = { stride: 1, padding: 0 };
    return [
      {
        operands,
        run: (backend, { x, filters, y }) => backend.conv2d(x, filters, { ...window, out: y }),
      },
      {
        operands,
        run: (backend, { x, filters, y }) =>
          backend.conv2dInputGradient(y, filters, { ...window, out: x }),
      },
      {
        operands,
        run: (backend, { x, filters, y }) =>
          backend.conv2dFilterGradient(x, y, { ...window, out: filters }),
      },
    ];
  }),
];

for (const rounding of builds.filter((rounding) => rounding !== "fast")) {
  Deno.test(`larger blocks in the source of ${rounding} kernels find larger memory beside the tensors`, async () => {
    const { wasm } = await buildKernels({ rounding, read: resized });
    const pool = new GuardedPool({ kernels: wasm, rounding });
    const { constants } = new GuardedPool({ rounding });
    assertGreater(pool.constants.GEMM_SCRATCH_BYTES, constants.GEMM_SCRATCH_BYTES);
    assertGreater(pool.constants.SELECTION_BYTES, constants.SELECTION_BYTES);
    const backend = wasmBackend(pool, { threads: 1 });
    for (const [seed, call] of calls.entries()) {
      const wanted = new GuardedTensors(call, { backend: referenceBackend, seed });
      const found = new GuardedTensors(call, { backend, seed });
      call.run(referenceBackend, wanted.tensors);
      call.run(backend, found.tensors);
      found.assertGuarded();
      pool.assertGuarded();
      for (const [name, { data }] of Object.entries(found.tensors)) {
        const exact = wanted.tensors[name].data;
        const error = data.reduce((max, value, i) => Math.max(max, Math.abs(value - exact[i])), 0);
        assertLess(error, 2e-3, `${name} of call ${seed}`);
      }
    }
  });

  Deno.test(`${rounding} kernels keep to their memory beside the tensors, whatever the shapes`, () => {
    const pool = new GuardedPool({ rounding });
    const backend = wasmBackend(pool, { threads: 1 });
    for (const { calls } of operationsOn(oddSizes)) {
      fc.assert(
        fc.property(calls, fc.nat(), (call, seed) => {
          call.run(backend, new GuardedTensors(call, { backend, seed }).tensors);
          pool.assertGuarded();
        }),
        { numRuns: 40 },
      );
    }
  });
}
