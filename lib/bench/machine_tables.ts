// Machines in tables: what each is, and how ours fare on them, side by side.

import type { Output } from "../charts/output.ts";
import { table } from "../charts/table.ts";
import {
  type Benchmark,
  bestSpeeds,
  isOurs,
  type KernelSpeed,
  speedRatio,
  type TrainingSpeeds,
} from "./benchmark.ts";
import { times } from "./benchmark_tables.ts";

/** A product of matrices that is large enough to show how wide a machine's vectors are. */
const PRODUCT = "matmul 512x512x512";

/** A line for each machine that was measured on. */
export function machineTable(
  benchmarks: readonly Pick<Benchmark, "machine" | "measured">[],
): Output {
  return table(benchmarks.map(({ measured, machine }) => ({
    measured,
    processor: machine.processor,
    vectors: machine.vectorBits === null ? "not recorded" : `${machine.vectorBits} bits`,
    processors: machine.processors,
    system: machine.system,
    Deno: machine.deno,
  })));
}

/**
 * A column for each machine: how many times as fast ours on wasm are as the fastest of all others in each
 * training, and who that is; and in a product of matrices on one thread as the native library.
 */
export function machineRatios(
  benchmarks: readonly Pick<Benchmark, "machine" | "measured" | "training" | "kernels">[],
): Output {
  const columns = benchmarks.map((benchmark) => ({
    heading: headingOf(benchmark),
    cells: new Map([
      ...benchmark.training.map((speeds) => [speeds.title, besideTheBest(speeds)] as const),
      [`${PRODUCT}, one thread`, productBesideBlas(benchmark.kernels)] as const,
    ]),
  }));
  // Not everything was measured on every machine.
  const names = new Set(columns.flatMap(({ cells }) => [...cells.keys()]));
  return table(
    [...names].map((name) => ({
      "ours, wasm": name,
      ...Object.fromEntries(columns.map(({ heading, cells }) => [heading, cells.get(name)])),
    })),
  );
}

function headingOf({ measured, machine }: Pick<Benchmark, "machine" | "measured">): string {
  const { processor, vectorBits } = machine;
  return `${processor}, ${vectorBits === null ? "" : `${vectorBits} bits, `}${measured}`;
}

function besideTheBest(training: TrainingSpeeds): string | undefined {
  const speeds = bestSpeeds(training);
  const own = speeds.find(({ engine }) => engine === "ours, wasm");
  const other = speeds.find((speed) => !isOurs(speed));
  return own && other && `${times(speedRatio(own, other))} ${other.label}`;
}

function productBesideBlas(kernels: readonly KernelSpeed[]): string | undefined {
  const [wasm, blas] = ["wasm", "blas"].map((name) =>
    kernels.find(({ kernel, backend, threads }) =>
      kernel === PRODUCT && backend === name && threads === 1
    )
  );
  return wasm && blas && `${times(blas.seconds / wasm.seconds)} the native library`;
}
