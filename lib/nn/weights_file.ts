// Networks on disk: one file gives back the network, its architecture and all.

import { writeFileAtomic } from "../system/write_file_atomic.ts";
import type { Backend } from "../tensor/backend.ts";
import {
  decodeNetwork,
  decodeWeights,
  encodeNetwork,
  type LoadedNetwork,
} from "./network_codec.ts";
import type { Sequential } from "./sequential.ts";
import { readBytes } from "./tensor_file.ts";

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
  await writeFileAtomic(path, encodeNetwork(network, metadata));
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
  return decodeNetwork(await readBytes(path), { from: path, backend });
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
  decodeWeights(await readBytes(path), { network, from: path });
}
