// Where a training is kept while it runs.

/**
 * What keeps the state of a training between two epochs: a file, the storage of a page, an object store.
 *
 * If something was saved before, the training goes on where it was interrupted, to the same bits as if it
 * had not been; a finished training is not repeated. {@linkcode checkpointFile} makes one of a file.
 *
 * @example A training that is kept in a variable.
 * ```ts
 * import type { Checkpoint } from "./checkpoint.ts";
 *
 * let kept: Uint8Array | undefined;
 * const checkpoint: Checkpoint = {
 *   name: "the variable",
 *   load: () => Promise.resolve(kept),
 *   save: (state) => Promise.resolve(void (kept = state)),
 * };
 * ```
 */
export interface Checkpoint {
  /** What errors call it, such as the path of a file. */
  readonly name: string;
  /** Epochs from one time it is saved to the next: 1 if left out. */
  readonly every?: number;
  /** Seconds from one time it is saved to the next, at least: 0 if left out. The last epoch does not wait. */
  readonly seconds?: number;
  /** What was saved last, if there was anything. */
  load(): Promise<Uint8Array | undefined>;
  /** Keeps the state of a training, in place of the one before: all of it or none. */
  save(state: Uint8Array<ArrayBuffer>): Promise<void>;
  /**
   * Throws if nothing can be saved, as on a full disk. It is called before there is anything to lose.
   */
  assertWritable?(): Promise<void>;
}
