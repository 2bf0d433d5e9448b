// A small benchmark for the tests, whole and right.

import type { Benchmark, PeerSpeed } from "../../lib/bench/benchmark.ts";

/** A peer that was as fast in every round. */
export function samplePeer(
  engine: string,
  rate: number,
  { version = "2.0", threads = 1 as number | null } = {},
): PeerSpeed {
  return { engine, version, threads, rates: [rate, rate, rate] };
}

/** One training, two kernels and a curve, with some fields changed. */
export function sampleBenchmark(changes: Partial<Benchmark> = {}): Benchmark {
  const matmul = { kernel: "matmul 2x2x2", operations: 16e9, bytes: 48 };
  const relu = { kernel: "relu", operations: null, bytes: 8e9, backend: "wasm", threads: 1 };
  return {
    measured: "2025-11-21",
    machine: {
      processor: "P",
      processors: 2,
      vectorBits: 256,
      system: "linux",
      deno: "2.9.6",
      peak: 20,
    },
    kernels: [
      { ...matmul, backend: "wasm", threads: 1, seconds: 1 },
      { ...matmul, backend: "wasm", threads: 2, seconds: 0.5 },
      { ...matmul, backend: "blas", threads: 1, seconds: 0.25 },
      { ...relu, seconds: 2 },
    ],
    training: [{
      name: "mlp",
      title: "MLP",
      peers: [
        samplePeer("ours, wasm", 1000),
        samplePeer("ours, wasm", 1800, { threads: 2 }),
        samplePeer("ours, blas", 3600),
        samplePeer("PyTorch", 2000, { threads: 2 }),
        samplePeer("jax-js", 100, { threads: null }),
      ],
      missing: [{ engine: "python9", reason: "there is no program python9" }],
    }],
    scaling: [{
      by: "batch size",
      network: "MLP",
      engine: "ours, wasm",
      version: "2.0",
      threads: 2,
      points: [[1, 50], [128, 8]],
    }],
    ...changes,
  };
}
