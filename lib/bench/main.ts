// `deno task bench`: kernels, training speed beside other libraries, and how it scales.

import { parseArgs } from "@std/cli/parse-args";
import { loadMnist } from "../data/mod.ts";
import { recordsDirectory } from "../records/mod.ts";
import { standardOutput } from "../system/terminal_line.ts";
import { writeBenchData } from "./bench_data.ts";
import { type Benchmark, type TrainingSpeeds } from "./benchmark.ts";
import { writeBenchmark } from "./benchmark_record.ts";
import { kernelTable, memoryKernelTable, speedTable } from "./benchmark_tables.ts";
import { type StartedPeers, startPeers } from "./competitors.ts";
import { describeMachine } from "./machine.ts";
import { measurePeak } from "./peak.ts";
import { peerCommands } from "./peers.ts";
import { measure, withoutRepeats } from "./rounds.ts";
import { runKernels } from "./run_kernels.ts";
import { fastestOfEach, measureScaling, threadCurves } from "./scaling.ts";
import { Status } from "./status.ts";
import { workloads } from "./workloads.ts";

const USAGE = `Usage: deno task bench [--python=PYTHON]... [--rounds=N] [--output=DIRECTORY]

Times the kernels, and trainings beside other libraries, and writes benchmark.json.

  --python   a Python whose NumPy and PyTorch take part, as often as you have some; by default, that
             of the environment variable PYTHON, or python3
  --rounds   how often everybody trains, 9 by default
  --output   where to write, data/records by default`;

/** How often everybody trains for a point of a scaling curve: there are many of them. */
const SCALING_ROUNDS = 3;

/** The exit code of a program that a signal stopped, by the custom of shells: 128 + 2. */
const INTERRUPTED = 130;

/** What must be undone when the benchmark ends, however it ends. */
const endings: (() => void)[] = [];

if (import.meta.main) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    if (Deno.build.os === "windows" && signal !== "SIGINT") continue;
    Deno.addSignalListener(signal, () => {
      end();
      Deno.exit(INTERRUPTED);
    });
  }
  const code = await main(Deno.args).finally(end);
  Deno.exit(code);
}

function end(): void {
  for (const ending of endings.splice(0)) ending();
}

async function main(args: string[]): Promise<number> {
  let isUnknown = false;
  const { python, rounds, output, help } = parseArgs(args, {
    string: ["python", "rounds", "output"],
    collect: ["python"],
    boolean: ["help"],
    default: { rounds: "9", output: recordsDirectory },
    unknown: () => isUnknown = true,
  });
  if (help || isUnknown || !/^[1-9]\d*$/.test(rounds)) {
    console.error(USAGE);
    return 2;
  }
  const status = new Status(standardOutput());
  const pythons = python.length > 0 ? python : [Deno.env.get("PYTHON") ?? "python3"];
  const benchmark: Benchmark = {
    measured: new Date().toISOString().slice(0, 10),
    ...await timeKernels(status),
    ...await timeTrainings(status, { pythons, rounds: Number(rounds) }),
  };
  status.print(`Wrote ${await writeBenchmark(benchmark, { directory: output })}`);
  return 0;
}

async function timeKernels(status: Status): Promise<Pick<Benchmark, "machine" | "kernels">> {
  const stop = new AbortController();
  endings.push(() => stop.abort());
  // The clock may change meanwhile: the peak is the best of before and after.
  status.show("the most that wasm can do here");
  const before = await measurePeak();
  const ticks = setInterval(() => status.show("kernels"), 500);
  const kernels = await runKernels(stop).finally(() => clearInterval(ticks));
  const peak = Number(Math.max(before, await measurePeak()).toPrecision(4));
  const machine = { ...describeMachine(), peak };
  status.print(`\nKernels; the peak is ${peak} GFLOP/s a thread\n`);
  status.print(`${kernelTable({ kernels, machine })}\n\n${memoryKernelTable({ kernels })}\n`);
  return { machine, kernels };
}

async function timeTrainings(
  status: Status,
  { pythons, rounds }: { pythons: readonly string[]; rounds: number },
): Promise<Pick<Benchmark, "training" | "scaling">> {
  const { competitors, absent } = await startAll(status, pythons);
  const training: TrainingSpeeds[] = [];
  for (const workload of workloads) {
    const onProgress = (text: string) => status.show(`${workload.title}, ${text}`);
    const found = await measure(workload, competitors, { rounds, onProgress });
    const speeds = { ...found, missing: withoutRepeats([...found.missing, ...absent]) };
    training.push(speeds);
    status.print(`\n${workload.title}\n\n${speedTable(speeds)}\n`);
    for (const { engine, reason } of speeds.missing) status.print(`without ${engine}: ${reason}`);
  }
  const dense = training.find(({ name }) => name === "784-256-128-10-batch-128")!;
  const scaling = await measureScaling(fastestOfEach(dense, competitors), {
    rounds: SCALING_ROUNDS,
    onProgress: (text) => status.show(text),
  });
  return { training, scaling: [...scaling, ...threadCurves(training)] };
}

/** Starts everybody who can train, on images in a directory that is removed at the end. */
async function startAll(status: Status, pythons: readonly string[]): Promise<StartedPeers> {
  status.show("starting the peers; the first time some are downloaded");
  const directory = await Deno.makeTempDir();
  endings.push(() => Deno.removeSync(directory, { recursive: true }));
  const { train } = await loadMnist();
  await writeBenchData(train, directory);
  const processors = navigator.hardwareConcurrency;
  const powers = Array.from({ length: Math.ceil(Math.log2(processors)) }, (_, i) => 2 ** i);
  const commands = peerCommands({
    data: directory,
    threads: processors === 1 ? [1] : [1, processors],
    ownThreads: [...powers, processors],
    pythons,
  });
  return await startPeers(commands, { onStart: (peer) => endings.push(() => peer.stop()) });
}
