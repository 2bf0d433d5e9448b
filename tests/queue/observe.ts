// What tests of the queue see of its trainings: states, checkpoints and jobs as they are written.

import { KvWatchInclude } from "@nats-io/kv";
import type { Job } from "../../lib/queue/job.ts";
import { decodeState, type JobState } from "../../lib/queue/job_state.ts";
import type { Queue } from "../../lib/queue/queue.ts";
import { alone, more, recipe } from "./testbed.ts";

/**
 * One that takes a second or more, so that things can happen to it. What happens comes of its first epoch, of which a
 * machine with {@linkcode promptly} tells at once: after a two hundredth of its time, on any machine.
 */
export const long = { ...recipe, epochs: 200 };

/** Has a machine write after each epoch, and not after a while. */
export const promptly = ["--checkpoint=0"];

/** What it comes to in this process. */
export const expected = once(() => alone([long], { ...more(), seeds: [1], test: undefined }));

/** What is found once, when it is asked for first. */
function once<T>(find: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined;
  return () => found ??= find();
}

/** What is written of a training. */
interface Written {
  readonly id: string;
  readonly state: JobState;
}

/** What was written last of each training, if `include` says nothing else, and all that is written from now on. */
export async function* states(
  queue: Queue,
  { include = KvWatchInclude.LastValue }: { include?: KvWatchInclude } = {},
): AsyncGenerator<Written> {
  const watch = await queue.persist(() => queue.states.watch({ include }));
  for await (const entry of watch) {
    if (entry.operation === "PUT") yield { id: entry.key, state: decodeState(entry.string()) };
  }
}

/** Waits until something is written of a training, and returns its id and its state. */
export async function written(
  queue: Queue,
  isIt: (state: JobState, id: string) => boolean,
): Promise<Written> {
  for await (const { id, state } of states(queue)) if (isIt(state, id)) return { id, state };
  throw new Error("The states ended");
}

/** Waits until a machine has come to the end of an epoch. */
export async function begun(queue: Queue): Promise<Written> {
  return await written(queue, (state) => state.type === "running" && state.epochs.length > 0);
}

/** Waits until a checkpoint lies in the store. */
export async function checkpointed({ connection }: Queue): Promise<void> {
  for await (const message of connection.subscribe("$O.trainings.M.>")) {
    if (message.json<{ name: string }>().name.startsWith("checkpoint-")) return;
  }
}

/** All trainings that are sent to the queue from now on, as they are sent. */
export function listen({ connection }: Queue): Job[] {
  const jobs: Job[] = [];
  connection.subscribe("trainings.jobs.>", {
    callback: (_, message) => void jobs.push(message.json<Job>()),
  });
  return jobs;
}
