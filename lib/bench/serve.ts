// The side of a peer written in JavaScript: waits for requests, and trains for as long as it is told.

import process from "node:process";
import { createInterface } from "node:readline";
import type { Engine, Failure, Greeting, Request, Slice } from "./protocol.ts";
import type { Workload } from "./workloads.ts";

/** MNIST images and labels, as every peer gets them. */
export interface BenchData {
  readonly count: number;
  /** Bytes, 784 for each image. */
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

/**
 * Trains on the next batch; returns a promise where that only begins it, and the number of images where they
 * are several batches.
 */
export type Step = () => Promise<unknown> | number | void;

/** What a peer trains with, and how it makes the network of a workload with all that its steps need. */
export interface PeerServer extends Engine {
  build(workload: Workload, data: BenchData): Step | Promise<Step>;
}

/**
 * Answers requests on the standard input, a line each, until it ends.
 *
 * The first argument of the program is the directory with the files `images` and `labels`.
 */
export async function serve({ engine, version, build }: PeerServer): Promise<void> {
  const [directory] = Deno.args;
  const images = await Deno.readFile(`${directory}/images`);
  const labels = await Deno.readFile(`${directory}/labels`);
  const data = { images, labels, count: labels.length };
  const trainings = new Map<string, { step: Step; batchSize: number }>();
  reply({ engines: [{ engine, version }] });
  for await (const line of createInterface({ input: process.stdin })) {
    const { workload, name, seconds }: Request = JSON.parse(line);
    try {
      if (workload) {
        trainings.set(name, { step: await build(workload, data), batchSize: workload.batchSize });
      }
      reply(await train(trainings.get(name)!, seconds));
    } catch (error) {
      reply({ error: (error as Error).message });
    }
  }
  // Threads of a peer may be waiting for more.
  Deno.exit();
}

async function train(
  { step, batchSize }: { step: Step; batchSize: number },
  seconds: number,
): Promise<Slice> {
  const begin = performance.now();
  let elapsed = 0;
  let images = 0;
  while (elapsed < 1000 * seconds) {
    const result = step();
    if (result instanceof Promise) await result;
    images += typeof result === "number" ? result : batchSize;
    elapsed = performance.now() - begin;
  }
  return { images, seconds: elapsed / 1000 };
}

function reply(message: Greeting | Slice | Failure): void {
  console.log(JSON.stringify(message));
}

/** The batches of a workload: pixels as numbers from 0 to 1, and one-hot targets. */
export function* batchesOf(
  { batchSize, inputShape }: Workload,
  { images, labels, count }: BenchData,
): Generator<
  { x: Float32Array<ArrayBuffer>; shape: number[]; targets: Float32Array<ArrayBuffer> }
> {
  for (let start = 0; start + batchSize <= count; start += batchSize) {
    const x = new Float32Array(784 * batchSize);
    for (let i = 0; i < x.length; i++) x[i] = images[784 * start + i] / 255;
    const targets = new Float32Array(10 * batchSize);
    for (let i = 0; i < batchSize; i++) targets[10 * i + labels[start + i]] = 1;
    yield { x, shape: [batchSize, ...inputShape], targets };
  }
}
