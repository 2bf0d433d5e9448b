// `deno task bench`: kernels, training speed beside other libraries, and how it scales.

import { loadMnist } from "../data/mod.ts";
import { recordsDirectory } from "../records/mod.ts";
import { assertWritable } from "../system/assert_writable.ts";
import { resolveArgument, runCommand, UsageError } from "../system/command_line.ts";
import { interruptSignal } from "../system/signals.ts";
import { standardOutput } from "../system/terminal_line.ts";
import { writeBenchData } from "./bench_data.ts";
import type { Benchmark, Machine, TrainingSpeeds } from "./benchmark.ts";
import { benchmarkPath, writeBenchmark } from "./benchmark_record.ts";
import { kernelTable, memoryKernelTable, speedTable } from "./benchmark_tables.ts";
import { type StartedPeers, startPeers } from "./competitors.ts";
import { describeMachine } from "./machine.ts";
import { measurePeak } from "./peak.ts";
import { peerCommands } from "./peers.ts";
import { race, search } from "./race/command.ts";
import { measure, withoutRepeats } from "./rounds.ts";
import { runKernels } from "./run_kernels.ts";
import { fastestOfEach, measureScaling, threadCurves } from "./scaling.ts";
import { Status } from "./status.ts";
import { workloads } from "./workloads.ts";

const USAGE = `Usage: deno task bench [--python=PYTHON]... [--rounds=N] [--output=DIRECTORY]
       deno task bench --race [--python=PYTHON]... [--again] [--output=DIRECTORY]
       deno task bench --race --search [--output=DIRECTORY]

Times the kernels, and trainings beside other libraries, and writes the record of this kind of machine
into the folder benchmarks. With --race, takes the seconds to an accuracy of 98, 99 and 99.5 %, here and
in PyTorch, and writes race.json. A race that was interrupted goes on where it was.

  --python   a Python whose NumPy and PyTorch take part, as often as you have some; by default, that
             of the environment variable PYTHON, or python3
  --rounds   how often everybody trains, 9 by default
  --race     race to an accuracy instead, in some fifteen minutes
  --search   try the recipes of the race on images held out, and write race-search.json
  --again    race from the beginning, whatever was interrupted
  --output   where to write, data/records by default`;

/** How often everybody trains for a point of a scaling curve: there are many of them. */
const SCALING_ROUNDS = 3;

if (import.meta.main) {
  Deno.exit(
    await runCommand(Deno.args, {
      usage: USAGE,
      options: {
        python: { type: "string", multiple: true },
        rounds: { type: "string" },
        race: { type: "boolean" },
        search: { type: "boolean" },
        again: { type: "boolean" },
        output: { type: "string", default: recordsDirectory },
      },
      maxArguments: 0,
      async run({ values: { python, output, rounds, ...values } }) {
        const pythons = python ?? [Deno.env.get("PYTHON") ?? "python3"];
        const directory = resolveArgument(output);
        const { race: isRace = false, search: isSearch = false, again = false } = values;
        if (!isRace && (isSearch || again)) {
          throw new UsageError(`--${isSearch ? "search" : "again"} is for a race: add --race`);
        }
        if (isRace && rounds !== undefined) {
          throw new UsageError("--rounds is not for a race: its seeds are those of its recipes");
        }
        if (isSearch) await search({ directory });
        else if (isRace) await race({ pythons, directory, again });
        else await bench({ pythons, rounds: checkRounds(rounds ?? "9"), directory });
        return 0;
      },
    }),
  );
}

function checkRounds(rounds: string): number {
  if (/^[1-9]\d*$/.test(rounds)) return Number(rounds);
  throw new UsageError(
    `Cannot train for ${JSON.stringify(rounds)} rounds: --rounds must be an integer of at least 1`,
  );
}

/** What is asked on the command line. */
interface BenchOptions {
  readonly pythons: readonly string[];
  readonly rounds: number;
  readonly directory: string;
}

async function bench({ directory, ...options }: BenchOptions): Promise<void> {
  const machine = describeMachine();
  await assertWritable(benchmarkPath(machine, { directory }), { to: "record the benchmark" });
  const status = new Status(standardOutput());
  // Aborts at a signal, and when all is measured.
  const end = new AbortController();
  const signal = AbortSignal.any([interruptSignal(), end.signal]);
  const images = await Deno.makeTempDir();
  try {
    const benchmark: Benchmark = {
      measured: new Date().toISOString().slice(0, 10),
      ...await timeKernels(status, { machine, signal }),
      ...await timeTrainings(status, { ...options, images, signal }),
    };
    status.print(`Wrote ${await writeBenchmark(benchmark, { directory })}`);
  } finally {
    end.abort();
    await Deno.remove(images, { recursive: true });
  }
}

async function timeKernels(
  status: Status,
  { machine: described, signal }: { machine: Machine; signal: AbortSignal },
): Promise<Pick<Benchmark, "machine" | "kernels">> {
  // The clock may change meanwhile: the peak is the best of before and after.
  status.show("the most that wasm can do here");
  const before = await measurePeak();
  const ticks = setInterval(() => status.show("kernels"), 500);
  const kernels = await runKernels({ signal }).finally(() => clearInterval(ticks));
  const peak = Number(Math.max(before, await measurePeak()).toPrecision(4));
  const machine = { ...described, peak };
  status.print(`\nKernels; the peak is ${peak} GFLOP/s a thread\n`);
  status.print(`${kernelTable({ kernels, machine })}\n\n${memoryKernelTable({ kernels })}\n`);
  return { machine, kernels };
}

/** How trainings are timed. */
interface TrainingOptions extends Omit<BenchOptions, "directory"> {
  /** The folder for the images that all train on. */
  readonly images: string;
  readonly signal: AbortSignal;
}

async function timeTrainings(
  status: Status,
  { rounds, ...options }: TrainingOptions,
): Promise<Pick<Benchmark, "training" | "scaling">> {
  const { signal } = options;
  const { competitors, absent } = await startAll(status, options);
  const training: TrainingSpeeds[] = [];
  for (const workload of workloads) {
    const onProgress = (text: string) => status.show(`${workload.title}, ${text}`);
    const found = await measure(workload, competitors, { rounds, onProgress, signal });
    const speeds = { ...found, missing: withoutRepeats([...found.missing, ...absent]) };
    training.push(speeds);
    status.print(`\n${workload.title}\n\n${speedTable(speeds)}\n`);
    for (const { engine, reason } of speeds.missing) status.print(`without ${engine}: ${reason}`);
  }
  const dense = training.find(({ name }) => name === "784-256-128-10-batch-128")!;
  const scaling = await measureScaling(fastestOfEach(dense, competitors), {
    rounds: SCALING_ROUNDS,
    onProgress: (text) => status.show(text),
    signal,
  });
  return { training, scaling: [...scaling, ...threadCurves(training)] };
}

/** Starts everybody who can train. */
async function startAll(
  status: Status,
  { pythons, images, signal }: Omit<TrainingOptions, "rounds">,
): Promise<StartedPeers> {
  status.show("starting the peers; the first time some are downloaded");
  const { train } = await loadMnist();
  await writeBenchData(train, images);
  const processors = navigator.hardwareConcurrency;
  const powers = Array.from({ length: Math.ceil(Math.log2(processors)) }, (_, i) => 2 ** i);
  const commands = peerCommands({
    data: images,
    threads: processors === 1 ? [1] : [1, processors],
    ownThreads: [...powers, processors],
    pythons,
  });
  return await startPeers(commands, { signal });
}
