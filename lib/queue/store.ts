// What lies beside the trainings of a queue, by its name: results, checkpoints, indices, soft targets.

import { type JetStreamClient, StorageType } from "@nats-io/jetstream";
import { type ObjectStore, Objm } from "@nats-io/obj";
import { errors, nanos } from "@nats-io/transport-node";

/** Days that a queue keeps what nobody puts there again: results, checkpoints, and how trainings ended. */
export const KEPT_DAYS = 30;

/** The same in milliseconds. */
export const KEPT_TIME = KEPT_DAYS * 24 * 3600 * 1000;

/** Bytes of the largest object that is read: a checkpoint of a large network with its optimizer. */
const MAX_OBJECT = 2 ** 30;

/** Milliseconds that an object may take to come, before it is asked for again. */
const GET_TIME = 120_000;

/** With what a store is opened. */
interface StoreOptions {
  /** What the queue is called, for messages. */
  readonly name: string;
  /** Does something again until the server answers. */
  readonly persist: <T>(operation: () => Promise<T>) => Promise<T>;
}

/** Bytes by their names, on the server of a queue. */
export class Store {
  readonly #objects: ObjectStore;
  readonly #options: StoreOptions;

  private constructor(objects: ObjectStore, options: StoreOptions) {
    this.#objects = objects;
    this.#options = options;
  }

  /** Opens the store of a queue, and makes it where the server has none yet. */
  static async open(
    js: JetStreamClient,
    { bucket, ...options }: StoreOptions & { bucket: string },
  ): Promise<Store> {
    const storage = StorageType.File;
    const objects = await new Objm(js).create(bucket, { storage, ttl: nanos(KEPT_TIME) });
    return new Store(objects, options);
  }

  /** Keeps bytes by a name, in place of what was there. */
  async put(name: string, bytes: Uint8Array): Promise<void> {
    await this.#options.persist(() => this.#objects.putBlob({ name }, bytes));
  }

  /** Keeps bytes by a name that says what they are, unless they are there and will be for long. */
  async putOnce(name: string, bytes: Uint8Array): Promise<void> {
    const info = await this.#options.persist(() => this.#objects.info(name));
    const isThere = info !== null && !info.deleted && info.size === bytes.length;
    if (isThere && Date.now() - Date.parse(info.mtime) < KEPT_TIME / 2) return;
    await this.put(name, bytes);
  }

  /**
   * The bytes that are kept by a name, as they were put there: their digest is compared.
   *
   * @returns Nothing if there are none.
   * @throws {RangeError} If they are more than is read.
   */
  async get(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { persist, name: queue } = this.#options;
    const info = await persist(() => this.#objects.info(name));
    if (info === null || info.deleted) return undefined;
    if (info.size > MAX_OBJECT) {
      throw new RangeError(
        `Cannot take ${name} from ${queue}: it has ${info.size} bytes, at most ${MAX_OBJECT} are read`,
      );
    }
    const bytes = await persist(() => inTime(this.#objects.getBlob(name)));
    return bytes === null ? undefined : new Uint8Array(bytes);
  }

  /** Forgets what is kept by a name. */
  async remove(name: string): Promise<void> {
    await this.#options.persist(() => this.#objects.delete(name));
  }
}

/** Fails, so that it is tried again, where a server goes away in the middle. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new errors.TimeoutError()), GET_TIME);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
