// A training on disk: all that it consists of between two epochs, so that it can go on from there.

import { dirname } from "@std/path";
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Dataset } from "../data/mod.ts";
import { type NamedTensor, SafetensorsError, type Sequential, weightsSha256 } from "../nn/mod.ts";
import type { Safetensors } from "../nn/safetensors.ts";
import { readTensors, writeTensors } from "../nn/tensor_file.ts";
import { copyTensors } from "../nn/tensor_source.ts";
import type { Tensor } from "../tensor/mod.ts";
import type { EarlyStopping } from "./early_stopping.ts";
import type { CheckpointOptions, FitOptions } from "./fit_options.ts";
import type { EpochReport } from "./history.ts";
import type { MovingAverage } from "./moving_average.ts";
import type { Optimizer } from "./optimizers/optimizer.ts";

/** What changes while a network trains. All else follows from the recipe and the epoch. */
export interface TrainingState {
  readonly network: Sequential;
  readonly optimizer: Optimizer;
  readonly average?: MovingAverage;
  readonly early?: EarlyStopping;
}

/** What makes a training this one and no other: by names that errors can use, as plain data. */
type Identity = Readonly<Record<string, unknown>>;

/** The metadata that holds the identity and the history. */
const CHECKPOINT = "checkpoint";

/** What a checkpoint has to know of its training, beside the parts. */
interface Context extends CheckpointOptions {
  readonly data: Dataset;
  readonly options: FitOptions;
}

/** A training that is kept in a safetensors file, which is written whole at the ends of epochs. */
export class Checkpoint {
  /** The epochs that were finished when it was opened. */
  readonly history: readonly EpochReport[];
  readonly #parts: TrainingState;
  readonly #context: Context;
  readonly #identity: Identity;

  private constructor(
    parts: TrainingState,
    { identity, history, ...context }: Content & Context,
  ) {
    this.history = history;
    this.#parts = parts;
    this.#context = context;
    this.#identity = identity;
  }

  /**
   * Opens the checkpoint of a training, and brings all its parts to where it was interrupted. Where
   * there is no file yet, they stay as they are.
   *
   * @param parts The parts of the training, at its start.
   * @param context Its images and settings, and where it is kept.
   * @throws {SafetensorsError} If the file is malformed or no checkpoint.
   * @throws {RangeError} If it is of a training with another network, recipe, seed or dataset.
   */
  static async open(parts: TrainingState, context: Context): Promise<Checkpoint> {
    const { path } = context;
    const identity = await identify(parts.network, context);
    await Deno.mkdir(dirname(path), { recursive: true });
    const history = await load(parts, { path, identity });
    return new Checkpoint(parts, { ...context, identity, history });
  }

  /** Writes the file, if it is time. */
  async save(history: readonly EpochReport[]): Promise<void> {
    const { path, every = 1, options } = this.#context;
    const finished = history.length === options.epochs || this.#parts.early?.shouldStop;
    if (!finished && history.length % every !== 0) return;
    const content: Content = { identity: this.#identity, history };
    const metadata = { [CHECKPOINT]: JSON.stringify(content) };
    await writeTensors(path, tensorsOf(this.#parts), { metadata });
  }
}

/** The content of the metadata. */
interface Content {
  readonly identity: Identity;
  readonly history: readonly EpochReport[];
}

/** Fills the parts of a training from its file, and returns the epochs it had finished. */
async function load(
  parts: TrainingState,
  { path, identity }: { path: string; identity: Identity },
): Promise<readonly EpochReport[]> {
  let file: Safetensors;
  try {
    file = await readTensors(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  const found = parseContent(file.metadata[CHECKPOINT], path);
  for (const name of Object.keys({ ...identity, ...found.identity })) {
    if (isDeepStrictEqual(found.identity[name], identity[name])) continue;
    throw new RangeError(
      `Cannot go on with the training in ${path}: its ${name} is ` +
        `${JSON.stringify(found.identity[name])} but this one's is ` +
        `${JSON.stringify(identity[name])}; delete the file to train anew, or name another`,
    );
  }
  copyTensors(tensorsOf(parts), { file, from: path });
  parts.early?.resume(found.history);
  return found.history;
}

function parseContent(text: string | undefined, path: string): Content {
  try {
    const { identity, history } = JSON.parse(text ?? "null");
    if (Array.isArray(history)) return { identity, history };
  } catch {
    // As good as none.
  }
  throw new SafetensorsError(`Cannot go on with the training in ${path}: it is no checkpoint`);
}

/** All numbers that a training consists of. */
function tensorsOf({ network, optimizer, average, early }: TrainingState): NamedTensor[] {
  const state = (kind: string, tensors: readonly Tensor[] = []) =>
    tensors.map((value, i) => ({ name: `${kind}/${network.state[i].name}`, value }));
  return [
    ...state("weights", network.state.map(({ value }) => value)),
    ...state("average", average?.tensors),
    ...state("best", early?.tensors),
    ...optimizer.state.map(({ name, value }) => ({ name: `optimizer/${name}`, value })),
  ];
}

/** The network before its training, the recipe, the seed and the images. */
async function identify(
  network: Sequential,
  { data, options }: Context,
): Promise<Identity> {
  const { seed = network.seed, validation, ...settings } = options;
  const { signal: _, onProgress: _1, onEpoch: _2, checkpoint: _3, ...recipe } = settings;
  const identity = {
    ...recipe,
    network: network.specs,
    inputShape: network.inputShape,
    firstWeights: await weightsSha256(network),
    backend: network.backend.name,
    seed,
    data: describeData(data),
    validation: validation && describeData(validation),
  };
  // As it will come out of the file: without what is undefined.
  return JSON.parse(JSON.stringify(identity));
}

function describeData(data: Dataset): { name: string; count: number; sha256: string } {
  const [height, width] = data.imageShape;
  const hash = createHash("sha256");
  for (const { images, labels, count } of data.batches(1000)) {
    hash.update(images.subarray(0, count * height * width)).update(labels.subarray(0, count));
  }
  return { name: data.name, count: data.count, sha256: hash.digest("hex") };
}
