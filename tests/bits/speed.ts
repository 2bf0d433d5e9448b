// What exact rounding costs: the same work by the fused and by the exact kernels, in turn. This file is
// also the program that does the work: it prints the best times of several rounds as JSON.

import { fromFileUrl } from "@std/path";
import type { BitsSpeed } from "../../lib/records/bits_record.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { loadMnist } from "../../lib/data/mod.ts";
import { dense, relu, Sequential, softmax } from "../../lib/nn/mod.ts";
import { defaultBackend, Random } from "../../lib/tensor/mod.ts";
import { fit, sgd } from "../../lib/train/mod.ts";
import { trainAll } from "./trainings.ts";

/** How often each build works, in turn with the other. */
const TURNS = 5;

/** How often a turn repeats the work. */
const ROUNDS = 4;

/** Rows and columns of the matrices. */
const SIDE = 512;

/** Images of MNIST, whose brightest pixel is a power of two. */
const IMAGES = 3000;

/** The best times of all, in seconds, on one thread. */
export async function measureSpeed(): Promise<BitsSpeed[]> {
  const best = { fused: new Map<string, number>(), exact: new Map<string, number>() };
  for (let turn = 0; turn < TURNS; turn++) {
    for (const rounding of ["fused", "exact"] as const) {
      for (const [name, seconds] of Object.entries(await runWith(rounding))) {
        best[rounding].set(name, Math.min(seconds, best[rounding].get(name) ?? Infinity));
      }
    }
  }
  return [...best.fused].map(([name, fused]) => ({ name, fused, exact: best.exact.get(name)! }));
}

async function runWith(rounding: string): Promise<Record<string, number>> {
  const { success, stdout } = await new Deno.Command(denoProgram(), {
    args: ["run", "--frozen", "--no-check", "-A", fromFileUrl(import.meta.url)],
    env: { NO_COLOR: "1", BACKEND: "wasm", THREADS: "1", ROUNDING: rounding },
    stderr: "inherit",
  }).output();
  if (!success) throw new Error(`Cannot measure ${rounding} rounding: Deno ended with an error`);
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** The best times of this process. */
async function work(): Promise<Record<string, number>> {
  const backend = defaultBackend();
  const [a, b, out] = [1, 2, 3].map(() => backend.tensor([SIDE, SIDE]));
  const random = new Random(["speed"]);
  for (const { data } of [a, b]) {
    for (let i = 0; i < data.length; i++) data[i] = random.uniform() - 0.5;
  }
  const images = (await loadMnist()).train.take(IMAGES);
  const layers = [dense(256), relu(), dense(128), relu(), dense(10), softmax()];
  const best: Record<string, number> = {};
  const keep = (name: string, seconds: number) => {
    best[name] = Math.min(seconds, best[name] ?? Infinity);
  };
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    backend.matmul(a, b, { out });
    keep("matrix product", (performance.now() - start) / 1000);
    for (const batchSize of [1, 128]) {
      const network = new Sequential(layers, { inputShape: [784], seed: 1, backend });
      const { epochs: [{ seconds }] } = await fit(network, images, {
        loss: "crossEntropy",
        optimizer: sgd(),
        learningRate: 0.05,
        epochs: 1,
        batchSize,
      });
      keep(`MNIST, 784-256-128-10, ${batchSize === 1 ? "one by one" : "batches of 128"}`, seconds);
    }
    for await (const { name, seconds } of trainAll(backend)) keep(name, seconds);
  }
  return best;
}

if (import.meta.main) console.log(JSON.stringify(await work()));
