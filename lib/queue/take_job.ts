// Whether what the queue gave away is for this machine: it may be over, taken by another, or to be done elsewhere.

import type { JsMsg } from "@nats-io/jetstream";
import { HeldJob, LostJobError, readState, type WrittenState } from "./held_job.ts";
import { decodeJob, idOf, type Job } from "./job.ts";
import type { Running } from "./job_state.ts";
import type { Queue } from "./queue.ts";
import { objects } from "./training_data.ts";

/** Milliseconds until a training is offered again that must go to another machine. */
const ELSEWHERE = 1000;

/**
 * Takes a training, unless it is over or has to be done elsewhere.
 *
 * @param message What the queue gave away.
 * @param options `id`: which training; `machine`: the name of this machine.
 * @returns The training, or why it is none; nothing if this machine does not have it.
 */
export async function takeJob(
  queue: Queue,
  message: JsMsg,
  { id, machine }: { id: string; machine: string },
): Promise<{ held: HeldJob; job: Job | Error } | undefined> {
  const before = await readState(queue, id);
  if (before && isOver(before)) {
    message.ack();
    return void await queue.store.remove(objects.checkpoint(id));
  }
  const { streamSequence, deliveryCount } = message.info;
  const delivery = [streamSequence, deliveryCount] as const;
  const last = before?.state.type === "running" ? before.state : undefined;
  // It was given to another machine later: this one was frozen or cut off.
  if (last && !isLater(delivery, last.delivery)) return;
  const job = await decodeJob(message.data, { id }).catch((error: Error) => error);
  if (!(job instanceof Error) && job.repetition !== undefined) {
    const first = await readState(queue, await idOf({ ...job, repetition: undefined }));
    if (first?.state.machine === machine) return void message.nak(ELSEWHERE);
  }
  const state: Running = {
    type: "running",
    ...{ machine, delivery },
    holder: crypto.randomUUID(),
    attempts: (last?.attempts ?? 0) + 1,
    epochs: last?.epochs ?? [],
  };
  try {
    return { held: await HeldJob.take(queue, state, { id, before }), job };
  } catch (error) {
    if (error instanceof LostJobError) return;
    throw error;
  }
}

/** Whether a training came to an end, or fails every time. */
export function isOver({ state }: WrittenState): boolean {
  return state.type === "done" || state.type === "failed" && state.isFinal;
}

function isLater(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] > b[0] || a[0] === b[0] && a[1] > b[1];
}
