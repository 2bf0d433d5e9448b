// Networks on disk: one file gives back the network, its architecture and all.

import { checkSchema } from "../system/schema.ts";
import type { Backend } from "../tensor/backend.ts";
import { type Shape, sizeOf } from "../tensor/tensor.ts";
import { type Architecture, architectureSchema } from "./architecture.ts";
import { assertFinite } from "./assert_finite.ts";
import { SafetensorsError } from "./safetensors.ts";
import { Sequential } from "./sequential.ts";
import { isStateDict, matchStateDict } from "./state_dict.ts";
import {
  assertAllKnown,
  copyTensors,
  findTensor,
  listTensors,
  readTensors,
  type TensorSource,
  writeTensors,
} from "./tensor_file.ts";

/** A network as a file gives it back. */
export interface LoadedNetwork {
  /** Its architecture with its weights. */
  readonly network: Sequential;
  /** What else was saved with it. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The metadata that holds the architecture. */
const NETWORK = "network";

/** More characters than the architecture of any network that can be loaded has. */
const MAX_ARCHITECTURE = 2 ** 22;

/** How many numbers the layers of a loaded network may put out for one input, all together: 256 MiB. */
const MAX_ACTIVATIONS = 2 ** 26;

const TRAIN_AGAIN = "train again, with a learning rate ten times smaller";
const ANOTHER_FILE = "use another file, or train again";

/**
 * Saves a network as a safetensors file: all its parameters and buffers under the names that
 * `network.state` gives them, and in the metadata how it is built. Every reader of that format can
 * read the tensors; dense weights are `[inputs, units]`, filters `[height, width, channels, filters]`.
 *
 * @param path The file, conventionally `NAME.safetensors`. It is written whole or not at all.
 * @param network What to save.
 * @param metadata Texts to save beside it, such as the accuracy it reached.
 * @throws {RangeError} If a weight is NaN or infinite, or the metadata has an entry `network`, which is
 * taken.
 * @throws {TypeError} If the metadata holds something that is no text.
 * @throws {Error} If the file cannot be written: the error names it and says what to do.
 */
export async function saveNetwork(
  path: string,
  network: Sequential,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (NETWORK in metadata) {
    throw new RangeError(`Cannot save the network: the metadata must not have "${NETWORK}" itself`);
  }
  assertFinite(network.state, { to: "save the network", remedy: TRAIN_AGAIN });
  const { specs: layers, inputShape, seed } = network;
  const architecture: Architecture = { layers, inputShape, seed };
  await writeTensors(path, network.state, {
    metadata: { [NETWORK]: JSON.stringify(architecture), ...metadata },
  });
}

/**
 * The network that a file holds.
 *
 * What the file says is compared with the numbers it has before memory is taken for them, so that no
 * network is larger than its file.
 *
 * @param path A file that {@linkcode saveNetwork} wrote.
 * @param options The backend that is to run the network: the default one if left out.
 * @throws {SafetensorsError} If the file is malformed, or does not say how its network is built.
 * @throws {RangeError} If the weights do not fit the network that the file describes, or one is NaN or
 * infinite.
 * @throws {Error} If the file cannot be read: the error names it and says what to do.
 */
export async function loadNetwork(
  path: string,
  { backend }: { backend?: Backend } = {},
): Promise<LoadedNetwork> {
  const file = await readTensors(path);
  const source: TensorSource = { file, from: path };
  const { [NETWORK]: text, ...metadata } = file.metadata;
  const architecture = parseArchitecture(text, source);
  checkFinite(source);
  const network = build(architecture, { source, backend });
  assertAllKnown(network.state.map(({ name }) => name), source);
  assertActivations(network, path);
  return { network, metadata };
}

/**
 * Puts the weights of a file into a network that is there already.
 *
 * The file may also be a PyTorch `state_dict` that was saved with `safetensors.torch.save_file`, of
 * linear, convolution and batch normalization layers. They are matched by their shapes and in the order
 * of the numbers in their names, and brought into the order that weights have here.
 *
 * @throws {SafetensorsError} If the file is malformed.
 * @throws {RangeError} If its tensors are not those of the network, or one is NaN or infinite: the error
 * says which one. The network is then as it was.
 * @throws {Error} If the file cannot be read: the error names it and says what to do.
 */
export async function loadWeights(path: string, network: Sequential): Promise<void> {
  const source: TensorSource = { file: await readTensors(path), from: path };
  checkFinite(source);
  if (!isStateDict(source.file)) return copyTensors(network.state, source);
  const found = matchStateDict(network, source);
  for (const [i, { value }] of network.state.entries()) value.data.set(found[i]);
}

function checkFinite({ file, from }: TensorSource): void {
  const named = [...file.tensors].map(([name, value]) => ({ name, value }));
  assertFinite(named, { to: `use the weights in ${from}`, remedy: ANOTHER_FILE });
}

function parseArchitecture(
  text: string | undefined,
  { file, from }: TensorSource,
): Architecture {
  const to = `load a network from ${from}`;
  if (text === undefined) {
    throw new SafetensorsError(
      `Cannot ${to}: it has ${
        listTensors(file)
      }, but its metadata does not say how the network is ` +
        `built; build it yourself and use loadWeights`,
    );
  }
  if (text.length > MAX_ARCHITECTURE) {
    throw new SafetensorsError(
      `Cannot ${to}: its architecture has ${text.length} characters, but at most ` +
        `${MAX_ARCHITECTURE} are read`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SafetensorsError(`Cannot ${to}: its architecture is no JSON: ${error}`);
  }
  return checkSchema(architectureSchema, value, {
    to,
    name: "its architecture",
    ErrorType: SafetensorsError,
  });
}

/** Builds a network whose numbers are those of a file. */
function build(
  { layers, inputShape, seed }: Architecture,
  { source, backend }: { source: TensorSource; backend?: Backend },
): Sequential {
  const load = (name: string, shape: Shape) => findTensor(name, { ...source, shape });
  try {
    return new Sequential(layers, { inputShape, seed, backend, load });
  } catch (error) {
    if (!(error instanceof RangeError) || error.message.includes(source.from)) throw error;
    const message = `Cannot load a network from ${source.from}: ${error.message}`;
    throw new RangeError(message, { cause: error });
  }
}

/** Layers without weights can describe huge outputs in few words. */
function assertActivations({ layers, inputShape }: Sequential, path: string): void {
  const sizes = [inputShape, ...layers.map(({ outputShape }) => outputShape)].map(sizeOf);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= MAX_ACTIVATIONS) return;
  throw new RangeError(
    `Cannot load a network from ${path}: its layers put out ${total} numbers for one input, but at ` +
      `most ${MAX_ACTIVATIONS} are possible`,
  );
}
