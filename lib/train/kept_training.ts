// A training that is kept while it runs: what is saved of it, and how it goes on from there.

import * as v from "valibot";
import type { Dataset } from "../data/mod.ts";
import { SafetensorsError } from "../nn/mod.ts";
import { decodeSafetensors, encodeSafetensors, type Safetensors } from "../nn/safetensors.ts";
import { copyTensors } from "../nn/tensor_source.ts";
import { checkSchema, type Schema } from "../system/schema.ts";
import { describeArithmetic, firstArithmetic } from "../tensor/mod.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { checkpointSha256 } from "./checkpoint_digest.ts";
import type { FitOptions } from "./fit_options.ts";
import { type EpochReport, epochReportSchema } from "./history.ts";
import { differenceOf, identify, type Identity } from "./identity.ts";
import { tensorsOf, type TrainingState } from "./training_state.ts";

/** What is saved beside the tensors. */
interface Content {
  readonly identity: Identity;
  readonly history: readonly EpochReport[];
}

const contentSchema: Schema<Content> = v.strictObject({
  identity: v.record(v.string(), v.unknown()),
  history: v.array(epochReportSchema),
});

/** The metadata that holds the content, and the one that holds the digest of all that was saved. */
const CONTENT = "checkpoint";
const DIGEST = "sha256";

/** What has to be known of a training, beside its state. */
interface Context {
  readonly checkpoint: Checkpoint;
  readonly data: Dataset;
  readonly options: FitOptions;
}

/** A training, and the checkpoint that keeps it. */
export class KeptTraining {
  /** The epochs that were finished when it was opened. */
  readonly history: readonly EpochReport[];
  readonly #state: TrainingState;
  readonly #context: Context;
  readonly #identity: Identity;
  /** When it was saved last, or opened. */
  #saved = performance.now();

  private constructor(state: TrainingState, { identity, history, ...context }: Content & Context) {
    this.history = history;
    this.#state = state;
    this.#context = context;
    this.#identity = identity;
  }

  /**
   * Opens the checkpoint of a training, and brings its state to where it was interrupted. Where nothing was
   * saved yet, the state stays as it is.
   *
   * @param state The state of the training, at its start.
   * @param context The checkpoint, and the images and options of the training.
   * @throws {SafetensorsError} If what was saved is malformed, damaged or no checkpoint.
   * @throws {RangeError} If it is of a training with another network, recipe, seed or dataset.
   * @throws What the checkpoint throws where nothing can be read or saved.
   */
  static async open(state: TrainingState, context: Context): Promise<KeptTraining> {
    const { checkpoint } = context;
    const identity = await identify(state.network, context);
    const saved = await checkpoint.load();
    const history = saved === undefined
      ? []
      : await restore(state, saved, { ...context, identity });
    const kept = new KeptTraining(state, { ...context, identity, history });
    if (!kept.#isFinished(history.length)) await checkpoint.assertWritable?.();
    return kept;
  }

  /** Saves the state after the last of these epochs, if it is time. */
  async save(history: readonly EpochReport[]): Promise<void> {
    const { checkpoint } = this.#context;
    const { every = 1, seconds = 0 } = checkpoint;
    const due = history.length % every === 0 &&
      performance.now() - this.#saved >= 1000 * seconds;
    if (!due && !this.#isFinished(history.length)) return;
    await checkpoint.save(await encode(this.#state, { identity: this.#identity, history }));
    this.#saved = performance.now();
  }

  #isFinished(epochs: number): boolean {
    return epochs === this.#context.options.epochs || this.#state.early?.shouldStop === true;
  }
}

async function encode(state: TrainingState, content: Content): Promise<Uint8Array<ArrayBuffer>> {
  const tensors = tensorsOf(state);
  const text = JSON.stringify(content, (_, value) =>
    // JSON has no words for what is not finite.
    typeof value === "number" && !Number.isFinite(value) ? `${value}` : value);
  const digest = await checkpointSha256(text, tensors);
  return encodeSafetensors(tensors, { metadata: { [CONTENT]: text, [DIGEST]: digest } });
}

/** Brings the state of a training to what was saved, and returns the epochs it had finished. */
async function restore(
  state: TrainingState,
  bytes: Uint8Array,
  { checkpoint: { name }, options, identity }: Context & { identity: Identity },
): Promise<readonly EpochReport[]> {
  const file = decodeSafetensors(bytes, { from: name });
  const content = await decodeContent(file, name);
  const saved: Identity = {
    ...content.identity,
    // The first checkpoints did not say it.
    arithmetic: content.identity.arithmetic ?? describeArithmetic(firstArithmetic),
  };
  const difference = differenceOf(saved, identity);
  if (difference !== undefined) {
    throw new RangeError(
      `Cannot go on with the training in ${name}: its ${difference} is ` +
        `${JSON.stringify(saved[difference])} but this one's is ` +
        `${JSON.stringify(identity[difference])}; ${REMEDY}`,
    );
  }
  const { history } = content;
  if (history.length > options.epochs || history.some(({ epoch }, i) => epoch !== i + 1)) {
    throw new SafetensorsError(
      `Cannot go on with the training in ${name}: its history is of the epochs ` +
        `${history.map(({ epoch }) => epoch).join(", ")} but must be of 1 to at most ` +
        `${options.epochs}; ${REMEDY}`,
    );
  }
  copyTensors(tensorsOf(state), { file, from: name });
  state.early?.resume(history);
  return history;
}

async function decodeContent({ metadata, tensors }: Safetensors, name: string): Promise<Content> {
  const to = `go on with the training in ${name}`;
  const { [CONTENT]: text, [DIGEST]: digest } = metadata;
  if (text === undefined) {
    throw new SafetensorsError(
      `Cannot ${to}: it holds tensors but no training; name another file for the checkpoint`,
    );
  }
  const named = Array.from(tensors, ([name, value]) => ({ name, value }));
  if (digest !== await checkpointSha256(text, named)) {
    throw new SafetensorsError(
      `Cannot ${to}: it is not as it was saved, for its digest does not fit; ${REMEDY}`,
    );
  }
  const content = JSON.parse(
    text,
    (key, value) => key === "validationLoss" && typeof value === "string" ? Number(value) : value,
  );
  return checkSchema(contentSchema, content, { to, ErrorType: SafetensorsError });
}

const REMEDY = "delete it to train anew, or name another";
