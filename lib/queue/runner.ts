// Trainings on the machines of a queue, as those who ask for them see it.

import { KvWatchInclude } from "@nats-io/kv";
import type { Outcome, Runner, RunnerOptions, Training } from "../train/mod.ts";
import { UserError } from "../system/user_error.ts";
import type { QueueAddress } from "./address.ts";
import { forEach } from "./for_each.ts";
import { writtenState } from "./held_job.ts";
import { encodeJob, idOf, type Job } from "./job.ts";
import { Machines } from "./machines.ts";
import { kindOf, needsHere } from "./needs.ts";
import { Queue, subjects } from "./queue.ts";
import { Request, type RequestOptions } from "./request.ts";
import { SentData } from "./training_data.ts";
import { type Asked, isChosen, uncompared, verified } from "./verify.ts";

/** How trainings are asked for. */
export interface QueueRunnerOptions {
  /** Has one training in so many done on two machines, and compares what they come to: 0 unless told. */
  readonly verify?: number;
  /** Told what a reader should know, such as that no machine is there; `console.warn` if left out. */
  readonly onNotice?: (notice: string) => void;
}

/** Milliseconds from one look at all that is not over to the next, lest something was not heard. */
const LOOK_INTERVAL = 10_000;

/** Milliseconds from one look at the machines to the next. */
const NOTICE_INTERVAL = 1000;

/**
 * Has trainings run by the machines of a queue: `deno task work` on any of them. The weights are those that
 * this machine would find. What the queue has trained before is not trained again.
 *
 * Trainings that were asked for go on when this program ends; asked for again, they are found.
 *
 * @param address The queue: see `parseAddress`.
 *
 * @example A queue that is not there.
 * ```ts
 * import { assertRejects } from "@std/assert";
 * import { parseAddress } from "./address.ts";
 * import { queueRunner } from "./runner.ts";
 *
 * const runner = queueRunner(parseAddress("nats://localhost:1"));
 * const abandon = new AbortController().signal;
 * await assertRejects(() => runner.run([], { abandon }), Error, "Cannot reach the queue");
 * ```
 */
export function queueRunner(address: QueueAddress, options: QueueRunnerOptions = {}): Runner {
  return {
    async run(trainings, runnerOptions) {
      await using queue = await Queue.open(address);
      return await new Asker(queue, { ...runnerOptions, ...options }).run(trainings);
    },
  };
}

class Asker {
  readonly #queue: Queue;
  readonly #options: RunnerOptions & QueueRunnerOptions;
  readonly #data: SentData;
  /** By id: the same training may be asked for twice, and is then done once. */
  readonly #requests = new Map<string, Request>();
  /** Aborts with the first error that is none of a training. */
  readonly #broken = new AbortController();
  /** What was made to end with this run. */
  readonly #stack = new DisposableStack();
  #notice = "";

  constructor(queue: Queue, options: RunnerOptions & QueueRunnerOptions) {
    this.#queue = queue;
    this.#options = options;
    this.#data = new SentData(queue);
  }

  async run(trainings: readonly Training[]): Promise<Outcome[]> {
    using _ = this.#stack;
    const jobs = [];
    for (const training of trainings) jobs.push(await this.#jobOf(training));
    const asked = [];
    for (const [i, job] of jobs.entries()) {
      const request = await this.#request(job, trainings[i]);
      const repetition = isChosen(request.id, this.#options.verify)
        ? await this.#request({ ...job, repetition: 1 }, trainings[i], { isSilent: true })
        : undefined;
      asked.push({ request, repetition });
    }
    const { abandon, signal } = this.#options;
    const end = AbortSignal.any([abandon, this.#broken.signal]);
    const ended = new Promise<never>((_, reject) => {
      end.addEventListener("abort", () => reject(end.reason));
      if (end.aborted) reject(end.reason);
    });
    ended.catch(() => {});
    await this.#listen();
    const stop = () => void this.#stopAll().catch((error) => this.#broken.abort(error));
    signal?.addEventListener("abort", stop);
    this.#stack.defer(() => signal?.removeEventListener("abort", stop));
    void this.#askAll().then(() => signal?.aborted && stop());
    try {
      const needs = jobs.at(0)?.needs;
      if (needs) this.#watchMachines(needs, asked);
      const outcomes = Promise.all(asked.map((one) => verified(one, this.#listeners())));
      return await Promise.race([outcomes, ended]);
    } catch (error) {
      await this.#withdrawAll();
      throw error;
    }
  }

  async #jobOf(training: Training): Promise<Job> {
    const { source } = training.train;
    if (source === undefined) {
      throw new UserError(
        `Cannot train on a queue: the images "${training.train.name}" are of no dataset that a machine ` +
          "could have itself; train here, without QUEUE",
      );
    }
    const { recipe, seed } = training;
    return {
      needs: await needsHere(source.sha256),
      ...{ recipe, seed },
      ...await this.#data.send(training),
    };
  }

  async #request(
    job: Job,
    training: Training,
    { isSilent = false }: { isSilent?: boolean } = {},
  ): Promise<Request> {
    const id = await idOf(job);
    const made = this.#requests.get(id) ?? new Request(this.#queue, {
      ...{ id, training },
      bytes: encodeJob(job),
      kind: await kindOf(job.needs),
      listeners: isSilent ? {} : this.#listeners(),
    });
    this.#requests.set(id, made);
    return made;
  }

  /** What a function throws that is told of a training is no failure of that training. */
  #listeners(): RequestOptions["listeners"] {
    const told = <Args extends unknown[]>(tell?: (...args: Args) => void) => (...args: Args) => {
      try {
        tell?.(...args);
      } catch (error) {
        this.#broken.abort(error);
      }
    };
    const { onProgress, onEpoch, onAdvice, onOutcome } = this.#options;
    return {
      onProgress: told(onProgress),
      onEpoch: told(onEpoch),
      onAdvice: told(onAdvice),
      onOutcome: told(onOutcome),
    };
  }

  /** Listens to what machines write, and answers others who would end a training. */
  async #listen(): Promise<void> {
    const { connection, states } = this.#queue;
    const watch = await this.#queue.persist(() =>
      states.watch({ include: KvWatchInclude.UpdatesOnly })
    );
    this.#stack.defer(() => watch.stop());
    this.#guard(async () => {
      for await (const entry of watch) {
        const request = this.#requests.get(entry.key);
        const written = writtenState(entry);
        if (request && written) this.#guard(() => request.observe(written));
      }
    });
    for (const id of this.#requests.keys()) {
      const subscription = connection.subscribe(subjects.wanted(id), {
        callback: (_, message) => void message?.respond("yes"),
      });
      this.#stack.defer(() => subscription.unsubscribe());
      this.#wanted.push(() => subscription.unsubscribe());
    }
    const timer = setInterval(() => void this.#askAll(), LOOK_INTERVAL);
    this.#stack.defer(() => clearInterval(timer));
    this.#guard(async () => {
      // It ends with the connection.
      for await (const { type } of connection.status()) {
        if (type === "reconnect") void this.#askAll();
      }
    });
  }

  /** Ends the answers that a training is wanted here. */
  readonly #wanted: (() => void)[] = [];

  #isAsking = false;

  async #askAll(): Promise<void> {
    if (this.#isAsking || this.#broken.signal.aborted || this.#options.signal?.aborted) return;
    this.#isAsking = true;
    try {
      await forEach(this.#requests.values(), (request) => request.ask());
    } catch (error) {
      this.#broken.abort(error);
    } finally {
      this.#isAsking = false;
    }
  }

  async #stopAll(): Promise<void> {
    for (const end of this.#wanted) end();
    await forEach(this.#requests.values(), (request) => request.stop());
  }

  /** Takes back what is not over, as far as the server can be reached; nothing of it is wanted. */
  async #withdrawAll(): Promise<void> {
    if (this.#queue.connection.isClosed()) return;
    await this.#stopAll().catch(() => {});
  }

  /** Tells why nothing happens, if nothing does. */
  #watchMachines(
    needs: Job["needs"],
    asked: readonly Asked[],
  ): void {
    const machines = this.#stack.use(new Machines(this.#queue));
    const { onNotice = console.warn } = this.#options;
    const tell = (notice: string) => {
      if (notice !== this.#notice) onNotice(notice);
      this.#notice = notice;
    };
    const timer = setInterval(() => {
      const waiting = [...this.#requests.values()].filter(({ isSettled }) => !isSettled);
      if (waiting.length === 0 || waiting.some(({ isRunning }) => isRunning)) return;
      const reason = machines.explain(needs);
      if (reason !== undefined) return tell(reason);
      if (!machines.hasListened || machines.present.length > 1) return;
      const alone = uncompared(asked);
      if (alone.length === 0) return;
      tell("Nothing is compared: there is only one machine, and two are needed for that");
      for (const repetition of alone) this.#guard(() => repetition.withdraw());
    }, NOTICE_INTERVAL);
    this.#stack.defer(() => clearInterval(timer));
  }

  /** Does something on the side. */
  #guard(work: () => Promise<unknown>): void {
    work().catch((error) => this.#broken.abort(error));
  }
}
