// Who races: how each is started, and what a run of it took.

import { fromFileUrl, join } from "@std/path";
import type { Dataset, LoadedDataset } from "../../data/mod.ts";
import { denoProgram } from "../../system/run_deno.ts";
import { exitReason } from "../peer_process.ts";
import type { Finish, RaceTask } from "./protocol.ts";
import type { RaceRun } from "./race.ts";

/** Someone who trains by any recipe, in a process that ends when it is done. */
export interface Racer {
  readonly engine: string;
  readonly threads: number;
  /** The program and its arguments; the task is put at their place `TASK`. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Where the task goes in a command. */
export const TASK = "{task}";

/** This project, with some numbers of threads. */
export function ourRacers(threads: readonly number[]): Racer[] {
  const command = [denoProgram(), "run", "-A", "--frozen", "--quiet", pathOf("ours.ts"), TASK];
  return threads.map((count) => ({
    engine: "ours, wasm",
    threads: count,
    command,
    env: { BACKEND: "wasm", ROUNDING: "", THREADS: String(count) },
  }));
}

/**
 * PyTorch in each of its ways, with some numbers of threads; compiled only with the first of them, for it
 * takes long to compile.
 */
export function pytorchRacers(
  python: string,
  { data, threads }: { data: string; threads: readonly number[] },
): Racer[] {
  const ways = ["contiguous", "channels_last", "compiled"];
  return threads.flatMap((count, i) =>
    ways.slice(0, i === 0 ? 3 : 2).map((way): Racer => ({
      engine: way === "contiguous" ? "PyTorch" : `PyTorch, ${way}`,
      threads: count,
      command: [python, pathOf("pytorch.py"), TASK, data, String(count), way],
    }))
  );
}

function pathOf(file: string): string {
  return fromFileUrl(new URL(`./racers/${file}`, import.meta.url));
}

/** A run, but for the names that its race has for it. */
export interface Lap extends Omit<RaceRun, "recipe"> {
  /** What all threads computed, in seconds. */
  readonly processorSeconds: number;
}

/**
 * Lets someone train once.
 *
 * @param racer Who.
 * @param options `task`: what; `signal`: ends it.
 * @throws The reason of the signal, when that aborts.
 * @throws {Error} If it ends before it is done: the message is its own.
 */
export async function runRacer(
  { engine, threads, command: [program, ...args], env }: Racer,
  { task, signal }: { task: RaceTask; signal?: AbortSignal },
): Promise<Lap> {
  signal?.throwIfAborted();
  const command = new Deno.Command(program, {
    args: args.map((arg) => arg === TASK ? JSON.stringify(task) : arg),
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    signal,
  });
  const started = performance.timeOrigin + performance.now();
  const { success, stdout, stderr } = await command.output();
  signal?.throwIfAborted();
  const decoder = new TextDecoder();
  // Libraries may print greetings of their own.
  const line = decoder.decode(stdout).trim().split("\n").findLast((line) => line.startsWith("{"));
  if (!success || line === undefined) throw new Error(exitReason(decoder.decode(stderr)));
  const { begun, trained, weightsSha256, ...finish }: Finish = JSON.parse(line);
  const seconds = (from: number) => Number(((trained - from) / 1000).toFixed(3));
  return {
    engine,
    threads,
    seed: task.seed,
    allIn: seconds(started),
    training: seconds(begun),
    weightsSha256: weightsSha256 ?? null,
    ...finish,
  };
}

/** Writes all images and labels as bytes, which every language can read. */
export async function writeRaceData(
  { train, test }: LoadedDataset,
  directory: string,
): Promise<void> {
  for (const [name, part] of Object.entries<Dataset>({ train, test })) {
    const { images, labels } = part.batches(part.count).next().value!;
    await Deno.writeFile(join(directory, `${name}-images`), images);
    await Deno.writeFile(join(directory, `${name}-labels`), labels);
  }
}
