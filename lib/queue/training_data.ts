// The images and soft targets of trainings from the queue, found here or in the object store.

import type { Dataset, LoadedDataset } from "../data/mod.ts";
import { decodeSoftTargets, encodeSoftTargets } from "../train/soft_targets_file.ts";
import type { SoftTargets, Training } from "../train/mod.ts";
import { UserError } from "../system/user_error.ts";
import { baseSha256, findImages, type ImagesReference, referTo } from "./images_reference.ts";
import type { Job } from "./job.ts";
import type { Queue } from "./queue.ts";

/** How many sets of images, and of soft targets, are kept for the trainings to come. */
const KEPT = 8;

/** What was found last, by its name. */
class Recent<T> {
  readonly #found = new Map<string, Promise<T>>();

  /** What has the name, found once. */
  get(name: string, find: () => Promise<T>): Promise<T> {
    const known = this.#found.get(name);
    if (known !== undefined) return known;
    const found = find();
    this.#found.set(name, found);
    found.catch(() => this.#found.delete(name));
    const [oldest] = this.#found.keys();
    if (this.#found.size > KEPT) this.#found.delete(oldest);
    return found;
  }
}

/** The parts of a training that a machine finds by their digests. */
export class TrainingData {
  readonly #queue: Queue;
  readonly #bases: ReadonlyMap<string, Dataset>;
  readonly #images = new Recent<Dataset>();
  readonly #softTargets = new Recent<SoftTargets>();

  private constructor(queue: Queue, bases: ReadonlyMap<string, Dataset>) {
    this.#queue = queue;
    this.#bases = bases;
  }

  /** Of a machine that has these images. */
  static async of(queue: Queue, { train, test }: LoadedDataset): Promise<TrainingData> {
    const bases = [train, test].map(async (data) => [await baseSha256(data), data] as const);
    return new TrainingData(queue, new Map(await Promise.all(bases)));
  }

  /**
   * The images and soft targets of a training.
   *
   * @throws {UserError} If this machine does not have the images, or they are not in the store as they
   * must be: the error says what is missing.
   */
  async find(
    { train, validation, test, softTargets }: Job,
  ): Promise<Pick<Training, "train" | "validation" | "test" | "softTargets">> {
    return {
      train: await this.#find(train),
      validation: validation && await this.#find(validation),
      test: test && await this.#find(test),
      softTargets: softTargets === undefined
        ? undefined
        : await this.#softTargets.get(softTargets, () => this.#findSoftTargets(softTargets)),
    };
  }

  #find(reference: ImagesReference): Promise<Dataset> {
    const { base: sha256, count, indices: name } = reference;
    return this.#images.get(`${sha256} ${count} ${name}`, async () => {
      const base = this.#bases.get(sha256);
      if (base === undefined) {
        throw new UserError(
          `Cannot train: the images of digest ${sha256} are wanted but this machine has ` +
            `${[...this.#bases.keys()].join(", ")}; give all machines the same dataset`,
        );
      }
      const indices = name === undefined
        ? undefined
        : await this.#queue.store.get(objects.indices(name));
      return await findImages(base, { reference, indices });
    });
  }

  async #findSoftTargets(name: string): Promise<SoftTargets> {
    const from = objects.softTargets(name);
    const bytes = await this.#queue.store.get(from);
    if (bytes === undefined) {
      throw new UserError(
        `Cannot train: the soft targets ${name} are not in the object store; ask for the training again`,
      );
    }
    return await decodeSoftTargets(bytes, { from });
  }
}

/** The names of objects in the store. */
export const objects = {
  indices: (sha256: string) => `indices-${sha256}`,
  softTargets: (sha256: string) => `soft-targets-${sha256}`,
  checkpoint: (id: string) => `checkpoint-${id}`,
  result: (id: string) => `result-${id}`,
  /** What was learned until somebody wanted the training ended. */
  stopped: (id: string, holder: string) => `stopped-${id}-${holder}`,
} as const;

/** What a training consists of on the queue, and what has to be sent for it. */
export class SentData {
  readonly #queue: Queue;
  readonly #sent = new Map<object, Promise<ImagesReference>>();
  readonly #softTargets = new Map<string, Promise<void>>();

  /** For trainings on this queue. */
  constructor(queue: Queue) {
    this.#queue = queue;
  }

  /** The references of a training, when all that is needed with them is in the store. */
  async send(
    { train, validation, test, softTargets }: Training,
  ): Promise<Pick<Job, "train" | "validation" | "test" | "softTargets">> {
    if (softTargets !== undefined) {
      const { sha256 } = softTargets;
      const sending = this.#softTargets.get(sha256) ??
        this.#queue.store.putOnce(objects.softTargets(sha256), encodeSoftTargets(softTargets));
      this.#softTargets.set(sha256, sending);
      await sending;
    }
    return {
      train: await this.#refer(train),
      ...validation && { validation: await this.#refer(validation) },
      ...test && { test: await this.#refer(test) },
      ...softTargets && { softTargets: softTargets.sha256 },
    };
  }

  #refer(data: Dataset): Promise<ImagesReference> {
    const sent = this.#sent.get(data) ?? this.#send(data);
    this.#sent.set(data, sent);
    return sent;
  }

  async #send(data: Dataset): Promise<ImagesReference> {
    const { reference, indices } = await referTo(data);
    if (indices !== undefined) {
      await this.#queue.store.putOnce(objects.indices(reference.indices!), indices);
    }
    return reference;
  }
}
