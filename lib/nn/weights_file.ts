// Networks on disk: one file gives back the network, its architecture and all.

import type { Backend, Shape } from "../tensor/mod.ts";
import type { LayerSpec } from "./layers/mod.ts";
import { SafetensorsError } from "./safetensors.ts";
import { Sequential } from "./sequential.ts";
import { copyTensors, readTensors, writeTensors } from "./tensor_file.ts";

/** A network as a file gives it back. */
export interface LoadedNetwork {
  readonly network: Sequential;
  /** What else was saved with it. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The metadata that holds the architecture. */
const NETWORK = "network";

interface Architecture {
  readonly layers: readonly LayerSpec[];
  readonly inputShape: Shape;
  readonly seed: number;
}

/**
 * Saves a network as a safetensors file: all its parameters and buffers under the names that
 * `network.state` gives them, and in the metadata how it is built. Every reader of that format can
 * read the tensors; dense weights are `[inputs, units]`, filters `[height, width, channels, filters]`.
 *
 * @param path The file, conventionally `NAME.safetensors`. It is written whole or not at all.
 * @param network What to save.
 * @param metadata Texts to save beside it, such as the accuracy it reached.
 * @throws {RangeError} If the metadata has an entry `network`, which is taken.
 */
export async function saveNetwork(
  path: string,
  network: Sequential,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (NETWORK in metadata) {
    throw new RangeError(`Cannot save the network: the metadata must not have "${NETWORK}" itself`);
  }
  const { specs: layers, inputShape, seed } = network;
  const architecture: Architecture = { layers, inputShape, seed };
  await writeTensors(path, network.state, {
    metadata: { [NETWORK]: JSON.stringify(architecture), ...metadata },
  });
}

/**
 * The network that a file holds.
 *
 * @param path A file that {@linkcode saveNetwork} wrote.
 * @param options The backend that is to run the network: the default one if left out.
 * @throws {SafetensorsError} If the file is malformed, or does not say how its network is built.
 * @throws {RangeError} If the weights do not fit the network that the file describes.
 */
export async function loadNetwork(
  path: string,
  { backend }: { backend?: Backend } = {},
): Promise<LoadedNetwork> {
  const { tensors, metadata: { [NETWORK]: text, ...metadata } } = await readTensors(path);
  const { layers, inputShape, seed } = parseArchitecture(text, path);
  const network = new Sequential(layers, { inputShape, seed, backend });
  copyTensors(network.state, { tensors, from: path });
  return { network, metadata };
}

/**
 * Puts the weights of a file into a network that is there already.
 *
 * @throws {SafetensorsError} If the file is malformed.
 * @throws {RangeError} If its tensors are not those of the network: the error says which one. The
 * network is then as it was.
 */
export async function loadWeights(path: string, network: Sequential): Promise<void> {
  const { tensors } = await readTensors(path);
  copyTensors(network.state, { tensors, from: path });
}

function parseArchitecture(text: string | undefined, path: string): Architecture {
  try {
    const value = JSON.parse(text ?? "null");
    if (Array.isArray(value.layers) && Array.isArray(value.inputShape)) return value;
  } catch {
    // As good as none.
  }
  throw new SafetensorsError(
    `Cannot load a network from ${path}: its metadata does not say how it is built; build it ` +
      `yourself and use loadWeights`,
  );
}
