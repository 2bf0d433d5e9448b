// The record of `deno task bench`: how fast networks train, here and with other libraries.

import { median } from "../stats/mod.ts";

/** All that a benchmark measured. */
export interface Benchmark {
  /** The day, as "2025-11-21". */
  readonly measured: string;
  /** Where it was measured. */
  readonly machine: BenchmarkMachine;
  /** Trainings, here and with other libraries. */
  readonly training: readonly TrainingSpeeds[];
  /** Single operations, here alone. */
  readonly kernels: readonly KernelSpeed[];
  /** How training depends on sizes and threads. */
  readonly scaling: readonly ScalingCurve[];
}

/** A machine that something is measured on. */
export interface Machine {
  /** As the system calls it. */
  readonly processor: string;
  /** How many processors there are. */
  readonly processors: number;
  /** Bits of the widest vectors that the processor computes with; null where that is not known. */
  readonly vectorBits: number | null;
  /** Such as "linux x86_64". */
  readonly system: string;
  /** The version of Deno. */
  readonly deno: string;
}

/** Where a benchmark was measured. */
export interface BenchmarkMachine extends Machine {
  /** The most that one thread of wasm can do, in GFLOP/s: vectors of 128 bits, all multiply-adds. */
  readonly peak: number;
}

/** One training, as fast as each peer did it. */
export interface TrainingSpeeds {
  /** That of the workload. */
  readonly name: string;
  /** What a reader calls it. */
  readonly title: string;
  /** Everybody who could do it. */
  readonly peers: readonly PeerSpeed[];
  /** Who could not do it. */
  readonly missing: readonly Missing[];
}

/** Someone who could not do a training, and why. */
export interface Missing {
  /** Who, with the version. */
  readonly engine: string;
  /** Such as "convolutions are not written". */
  readonly reason: string;
}

/** What one peer did. */
export interface PeerSpeed {
  /** "ours, wasm", "ours, blas", "PyTorch" and so on. */
  readonly engine: string;
  /** That of the library, or of Deno. */
  readonly version: string;
  /** How many threads it was set to use; null if it decided by itself. */
  readonly threads: number | null;
  /** Images a second, round by round: peers took turns, so round i is about the same time for all. */
  readonly rates: readonly number[];
}

/** How fast a kernel is. */
export interface KernelSpeed {
  /** Such as "matmul 128x784x256". */
  readonly kernel: string;
  /** "wasm" or "blas". */
  readonly backend: string;
  /** How many it used. */
  readonly threads: number;
  /** Floating-point operations of a call; null for kernels that memory holds up. */
  readonly operations: number | null;
  /** Bytes that a call reads and writes. */
  readonly bytes: number;
  /** Of the fastest call. */
  readonly seconds: number;
}

/** How the time for an image depends on something. */
export interface ScalingCurve {
  /** What it depends on. */
  readonly by: "batch size" | "width" | "threads";
  /** What is trained, where that does not change along the curve. */
  readonly network: string;
  /** Who trains. */
  readonly engine: string;
  /** That of the library, or of Deno. */
  readonly version: string;
  /** How many it was set to use; null if it decided by itself, or if they are what changes. */
  readonly threads: number | null;
  /** Microseconds for an image. */
  readonly points: readonly (readonly [x: number, microseconds: number])[];
}

/** A peer with its best number of threads. */
export interface BestSpeed extends PeerSpeed {
  /** The engine, with its version where it is not ours. */
  readonly label: string;
  /** The median of its rates. */
  readonly rate: number;
}

/** Each engine with the number of threads that suits it best, fastest first. */
export function bestSpeeds({ peers }: Pick<TrainingSpeeds, "peers">): BestSpeed[] {
  const best = new Map<string, BestSpeed>();
  for (const peer of peers) {
    const label = engineLabel(peer);
    const rate = median(peer.rates);
    const known = best.get(label);
    if (known === undefined || rate > known.rate) best.set(label, { ...peer, label, rate });
  }
  return [...best.values()].sort((a, b) => b.rate - a.rate);
}

/**
 * What a peer is called, with its version where it is not ours.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { engineLabel } from "./benchmark.ts";
 *
 * assertEquals(engineLabel({ engine: "NumPy, lean", version: "2.4.6" }), "NumPy 2.4.6, lean");
 * ```
 */
export function engineLabel({ engine, version }: Pick<PeerSpeed, "engine" | "version">): string {
  return isOurs({ engine }) ? engine : engine.replace(/(?=,)|$/, ` ${version}`);
}

/** Whether it is this project. */
export function isOurs({ engine }: Pick<PeerSpeed, "engine">): boolean {
  return engine.startsWith("ours");
}

/**
 * How many times as fast one peer is as another: the median of the ratios of all rounds. Whatever slows
 * the machine down for a while slows both and leaves the ratio.
 */
export function speedRatio(a: Pick<PeerSpeed, "rates">, b: Pick<PeerSpeed, "rates">): number {
  const rounds = Math.min(a.rates.length, b.rates.length);
  return median(Array.from({ length: rounds }, (_, i) => a.rates[i] / b.rates[i]));
}
