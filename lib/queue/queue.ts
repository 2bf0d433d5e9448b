// The queue on a NATS server: a stream of waiting trainings, and their states.

import {
  AckPolicy,
  type Consumer,
  DiscardPolicy,
  jetstream,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from "@nats-io/jetstream";
import { type KV, Kvm } from "@nats-io/kv";
import { connect, nanos, type NatsConnection } from "@nats-io/transport-node";
import { connectionOptions, type QueueAddress } from "./address.ts";
import { MAX_JOB } from "./job.ts";
import { MAX_STATE } from "./job_state.ts";
import { explainConnection, persist } from "./persist.ts";
import { KEPT_TIME, Store } from "./store.ts";

/** The stream of waiting trainings; its states and its objects have the name in small letters. */
export const STREAM = "TRAININGS";
const BUCKET = "trainings";

/** The subjects that are used. */
export const subjects = {
  /** A training that waits for a machine of a kind. */
  job: (kind: string, id: string) => `trainings.jobs.${kind}.${id}`,
  jobs: "trainings.jobs.>",
  /** Asks the machine that has a training to end it. */
  stop: (id: string) => `trainings.stop.${id}`,
  /** Asks whoever waits for a training whether that is so. */
  wanted: (id: string) => `trainings.wanted.${id}`,
  /** What machines say of themselves, every two seconds. */
  machine: (name: string) => `trainings.machines.${name}`,
  machines: "trainings.machines.*",
} as const;

/** What a machine is told that is to end a training which others still want. */
export const KEEP = "keep";

/** Seconds that a machine may say nothing of a training before another gets it, unless told. */
const ACK_WAIT = 30;

/** Milliseconds from one sign of life of the connection to the next, of which two may be missing. */
const PING_INTERVAL = 5000;

/** How a queue is opened. */
export interface OpenOptions {
  /** Seconds that a machine may say nothing of a training before another gets it: 30 if left out. */
  readonly ackWait?: number;
  /** Ends what is waited for. */
  readonly signal?: AbortSignal;
}

/** A queue of trainings, on its server. */
export class Queue {
  /** Where it is, for messages. */
  readonly name: string;
  /** The connection to its server. */
  readonly connection: NatsConnection;
  /** The state of each training that is running or over, by its id. */
  readonly states: KV;
  /** What lies beside them: results, checkpoints, and what trainings need. */
  readonly store: Store;
  readonly #js: JetStreamClient;
  readonly #manager: JetStreamManager;
  readonly #options: OpenOptions;

  private constructor(
    { name, connection, states, store, js, manager, options }: {
      name: string;
      connection: NatsConnection;
      states: KV;
      store: Store;
      js: JetStreamClient;
      manager: JetStreamManager;
      options: OpenOptions;
    },
  ) {
    this.name = name;
    this.connection = connection;
    this.states = states;
    this.store = store;
    this.#js = js;
    this.#manager = manager;
    this.#options = options;
  }

  /**
   * Opens a queue, and makes it where the server has none yet.
   *
   * @throws {UserError} If there is no server, it lets nobody in who asks like this, or it has no JetStream.
   */
  static async open(
    address: QueueAddress,
    options: OpenOptions = {},
  ): Promise<Queue> {
    const { name } = address;
    ignoreResets();
    let connection: NatsConnection;
    try {
      connection = await connect({
        ...connectionOptions(address),
        maxReconnectAttempts: -1,
        reconnectTimeWait: 500,
        pingInterval: PING_INTERVAL,
        ignoreAuthErrorAbort: true,
      });
    } catch (error) {
      throw explainConnection(error, name);
    }
    try {
      const js = jetstream(connection);
      const manager = await jetstreamManager(connection);
      await ensureStream(manager);
      const states = await new Kvm(js).create(BUCKET, {
        history: 1,
        maxValueSize: MAX_STATE,
        ttl: KEPT_TIME,
      });
      const store = await Store.open(js, {
        ...{ name, bucket: BUCKET },
        persist: (operation) => persist(operation, { name, signal: options.signal }),
      });
      return new Queue({ name, connection, states, store, js, manager, options });
    } catch (error) {
      await connection.close();
      throw explainConnection(error, name);
    }
  }

  /** Closes the connection. */
  async close(): Promise<void> {
    await this.connection.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /**
   * Does something again until the server answers.
   *
   * @throws {UserError} If it is away for too long.
   */
  async persist<T>(operation: () => Promise<T>): Promise<T> {
    return await persist(operation, { name: this.name, signal: this.#options.signal });
  }

  /** Puts a training into the queue, unless it is there already. */
  async send(job: Uint8Array, { kind, id }: { kind: string; id: string }): Promise<void> {
    await this.persist(async () => {
      try {
        await this.#js.publish(subjects.job(kind, id), job);
      } catch (error) {
        // The stream holds one message a subject: it is waiting, or a machine has it.
        if (!(error instanceof JetStreamApiError && error.code === SUBJECT_IS_FULL)) throw error;
      }
    });
  }

  /** Takes a training out of the queue, where it waits for a machine. */
  async withdraw({ kind, id }: { kind: string; id: string }): Promise<void> {
    await this.persist(() =>
      this.#manager.streams.purge(STREAM, { filter: subjects.job(kind, id) })
    );
  }

  /**
   * The trainings of a kind, to be taken by a machine.
   *
   * @param options `signal`: ends the waiting for a server that is away.
   * @throws {QueueAwayError} If the server is away for too long.
   * @throws The reason of the signal.
   */
  async consumer(kind: string, { signal }: { signal: AbortSignal }): Promise<Consumer> {
    const name = `machines-${kind}`;
    return await persist(async () => {
      await this.#manager.consumers.add(STREAM, {
        durable_name: name,
        ack_policy: AckPolicy.Explicit,
        ack_wait: nanos(1000 * (this.#options.ackWait ?? ACK_WAIT)),
        filter_subject: subjects.job(kind, "*"),
        max_deliver: -1,
        max_ack_pending: 10_000,
      });
      return await this.#js.consumers.get(STREAM, name);
    }, { name: this.name, signal });
  }

  /** How many trainings wait for each kind of machine, or are with one. */
  async waiting(): Promise<Map<string, number>> {
    const { state } = await this.persist(() =>
      this.#manager.streams.info(STREAM, { subjects_filter: subjects.jobs })
    );
    const counts = new Map<string, number>();
    for (const subject of Object.keys(state.subjects ?? {})) {
      const kind = subject.split(".")[2];
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return counts;
  }
}

let ignoresResets = false;

/**
 * Where a server refuses somebody, or dies, the client may have left the socket before its last error
 * comes. That must not end this program.
 */
function ignoreResets(): void {
  if (ignoresResets) return;
  ignoresResets = true;
  globalThis.addEventListener("error", (event) => {
    const { code, syscall } = (event.error ?? {}) as { code?: string; syscall?: string };
    if (code === "ECONNRESET" && syscall === "read") event.preventDefault();
  });
}

/** The code of JetStream's error where a subject holds as many messages as it may. */
const SUBJECT_IS_FULL = 10077;

async function ensureStream(manager: JetStreamManager): Promise<void> {
  try {
    await manager.streams.info(STREAM);
  } catch (error) {
    if (!(error instanceof JetStreamApiError && error.status === 404)) throw error;
    await manager.streams.add({
      name: STREAM,
      subjects: [subjects.jobs],
      retention: RetentionPolicy.Workqueue,
      storage: StorageType.File,
      // The same training is there once, however often it is asked for.
      max_msgs_per_subject: 1,
      discard: DiscardPolicy.New,
      discard_new_per_subject: true,
      max_msg_size: MAX_JOB + 1024,
      max_msgs: 100_000,
    });
  }
}
