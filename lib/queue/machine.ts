// A machine that takes trainings from a queue, one on each of its processors, until it is told to end.

import type { Consumer, ConsumerMessages, JsMsg } from "@nats-io/jetstream";
import { loadDataset } from "../data/mod.ts";
import type { DatasetName } from "../data/mod.ts";
import { TrainingThread } from "../train/training_thread.ts";
import { type Announcement, encodeAnnouncement } from "./announcement.ts";
import { TrainingData } from "./training_data.ts";
import { kindOf, type Needs, needsHere } from "./needs.ts";
import { QueueAwayError } from "./persist.ts";
import { type Queue, subjects } from "./queue.ts";
import { type JobReport, runJob } from "./run_job.ts";

/** How a machine works. */
export interface MachineOptions {
  /** What it is called: letters, digits, hyphens. No other machine may be called so. */
  readonly name: string;
  /** How many trainings it does at a time. */
  readonly slots: number;
  /** The images that it has. */
  readonly dataset: DatasetName;
  /** Ends the machine: what it has goes back to the queue. */
  readonly signal: AbortSignal;
  /** Seconds from one checkpoint of a training to the next; 0 for one after each epoch. */
  readonly checkpointSeconds: number;
  /** Ends the machine when there was nothing to do for so many seconds. */
  readonly idle?: number;
  /** Called once, when it is ready, with what it can take. */
  readonly onReady?: (needs: Needs) => void;
  /** Called when it takes a training, and when that is over. */
  readonly onJob?: (report: JobReport) => void;
}

/** Milliseconds from one time that a machine tells of itself to the next. */
const ANNOUNCE_INTERVAL = 2000;

/** Milliseconds that a question for a training waits for an answer. */
const ASK_TIME = 5000;

/** Milliseconds until a training is offered again that went wrong for no known reason. */
const LATER = 5000;

/** Milliseconds to wait after a question that failed. */
const PAUSE = 250;

/**
 * Works: takes the trainings that this machine can do, and hands in what they come to.
 *
 * @throws {UserError} If the server of the queue is away for ten minutes.
 */
export async function runMachine(queue: Queue, options: MachineOptions): Promise<void> {
  const loaded = await loadDataset(options.dataset);
  const needs = await needsHere(loaded.train.source!.sha256);
  const data = await TrainingData.of(queue, loaded);
  const machine = new Machine(queue, { ...options, needs, data });
  options.onReady?.(needs);
  await machine.run();
}

class Machine {
  readonly #queue: Queue;
  readonly #options: MachineOptions & { readonly needs: Needs; readonly data: TrainingData };
  #running = 0;
  #done = 0;
  #failed = 0;
  /** When it was last busy. */
  #busy = performance.now();

  constructor(
    queue: Queue,
    options: MachineOptions & { readonly needs: Needs; readonly data: TrainingData },
  ) {
    this.#queue = queue;
    this.#options = options;
  }

  async run(): Promise<void> {
    const { slots, needs, signal } = this.#options;
    const kind = await kindOf(needs);
    const timer = setInterval(() => this.#announce(), ANNOUNCE_INTERVAL);
    this.#announce();
    const failed = new AbortController();
    const end = AbortSignal.any([signal, failed.signal]);
    try {
      await Promise.all(Array.from({ length: slots }, async () => {
        try {
          await this.#work(kind, end);
        } catch (error) {
          failed.abort(error);
          throw error;
        }
      }));
    } finally {
      clearInterval(timer);
    }
  }

  /** What one slot does. */
  async #work(kind: string, end: AbortSignal): Promise<void> {
    let consumer: Consumer | undefined;
    let thread: TrainingThread | undefined;
    while (!end.aborted && !this.#isIdle()) {
      let message: JsMsg | undefined;
      try {
        consumer ??= await this.#queue.consumer(kind, { signal: end });
        message = await ask(consumer, end);
      } catch (error) {
        if (error instanceof QueueAwayError) throw error;
        // The server is away, or was set up anew.
        consumer = undefined;
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
      }
      if (message === undefined) continue;
      thread ??= new TrainingThread();
      await this.#take(message, { thread, end });
      if (thread.isClean) continue;
      thread.end();
      thread = undefined;
    }
    thread?.end();
  }

  async #take(
    message: JsMsg,
    { thread, end }: { thread: TrainingThread; end: AbortSignal },
  ): Promise<void> {
    const { name, needs, data, checkpointSeconds, onJob } = this.#options;
    this.#running++;
    try {
      await runJob(this.#queue, message, {
        ...{ machine: name, needs, data, checkpointSeconds, thread, end },
        onReport: (report) => {
          if (report.type === "done") this.#done++;
          if (report.type === "failed") this.#failed++;
          onJob?.(report);
        },
      });
    } catch (error) {
      if (error instanceof QueueAwayError) throw error;
      // Whatever it is, the other trainings are not to suffer from it; this one's attempts are counted.
      const id = message.subject.split(".").at(-1)!;
      onJob?.({ type: "left", id, reason: (error as Error).message });
      message.nak(LATER);
    } finally {
      this.#running--;
      this.#busy = performance.now();
    }
  }

  #isIdle(): boolean {
    const { idle = Infinity } = this.#options;
    return this.#running === 0 && performance.now() - this.#busy > 1000 * idle;
  }

  #announce(): void {
    const { name, slots, needs } = this.#options;
    const announcement: Announcement = {
      ...{ name, slots, needs },
      running: this.#running,
      done: this.#done,
      failed: this.#failed,
    };
    this.#queue.connection.publish(subjects.machine(name), encodeAnnouncement(announcement));
  }
}

/** A training that waits; nothing if there is none, or if the signal comes first. */
async function ask(consumer: Consumer, end: AbortSignal): Promise<JsMsg | undefined> {
  const messages: ConsumerMessages = await consumer.fetch({ max_messages: 1, expires: ASK_TIME });
  const stop = () => messages.stop();
  end.addEventListener("abort", stop);
  try {
    for await (const message of messages) return message;
    return undefined;
  } finally {
    end.removeEventListener("abort", stop);
  }
}
