// The benchmark in tables: training speed beside the peers, and what the kernels reach.

import { percent, thousands } from "../charts/format.ts";
import type { Output } from "../charts/output.ts";
import { type Cell, table } from "../charts/table.ts";
import {
  type Benchmark,
  bestSpeeds,
  isOurs,
  type KernelSpeed,
  speedRatio,
  type TrainingSpeeds,
} from "./benchmark.ts";

type Format = { [heading: string]: (value: number) => string };

/**
 * A line for each engine with the number of threads that suits it best: images a second, the median of
 * all rounds, and how many times as fast ours are.
 */
export function speedTable(training: Pick<TrainingSpeeds, "peers">): Output {
  const speeds = bestSpeeds(training);
  const ours = speeds.filter(isOurs);
  const format: Format = { "images a second": thousands };
  for (const { label } of ours) format[`${label}, is`] = times;
  return table(
    speeds.map((speed) => {
      const row: { [heading: string]: Cell } = {
        "trained by": speed.label,
        threads: speed.threads === null ? "its choice" : String(speed.threads),
        "images a second": speed.rate,
      };
      for (const own of ours) row[`${own.label}, is`] = speedRatio(own, speed);
      return row;
    }),
    { format },
  );
}

/**
 * A line for each kernel bound by arithmetic: billions of floating-point operations a second for each
 * backend and number of threads, and, for wasm, the share of what so many threads can do at most.
 */
export function kernelTable({ kernels, machine }: Pick<Benchmark, "kernels" | "machine">): Output {
  return kernelRows(kernels.filter(({ operations }) => operations !== null), (speed) => {
    const { operations, seconds, threads } = speed;
    const rate = operations! / seconds / 1e9;
    return {
      [`${speed.backend}, ${threadsOf(speed)}`]: `${rate.toFixed(1)} GFLOP/s`,
      ...speed.backend === "wasm" &&
        { [`share of peak, ${threads}`]: percent(rate / (threads * machine.peak), 0) },
    };
  });
}

/** A line for each kernel bound by memory: billions of bytes read and written in a second. */
export function memoryKernelTable({ kernels }: Pick<Benchmark, "kernels">): Output {
  return kernelRows(kernels.filter(({ operations }) => operations === null), (speed) => ({
    [`${speed.backend}, ${threadsOf(speed)}`]: `${
      (speed.bytes / speed.seconds / 1e9).toFixed(1)
    } GB/s`,
  }));
}

/** A row for each kernel, of the cells that each of its measurements gives. */
function kernelRows(
  kernels: readonly KernelSpeed[],
  cells: (speed: KernelSpeed) => { [heading: string]: string },
): Output {
  const rows = new Map<string, { [heading: string]: Cell }>();
  const headings = new Set(["kernel"]);
  for (const speed of kernels) {
    const row = rows.get(speed.kernel) ?? { kernel: speed.kernel };
    rows.set(speed.kernel, Object.assign(row, cells(speed)));
    for (const heading of Object.keys(row)) headings.add(heading);
  }
  // Not every kernel was measured on every backend.
  return table(
    [...rows.values()].map((row) =>
      Object.fromEntries([...headings].map((heading) => [heading, row[heading]]))
    ),
  );
}

function threadsOf({ threads }: KernelSpeed): string {
  return threads === 1 ? "1 thread" : `${threads} threads`;
}

/** A ratio as "17 ×", "1.4 ×" or "0.95 ×". */
export function times(ratio: number): string {
  return `${ratio >= 9.95 ? thousands(ratio) : ratio.toPrecision(2)} ×`;
}
