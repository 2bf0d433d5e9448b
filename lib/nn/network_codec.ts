// Networks as bytes: the tensors of a network and how it is built, in the safetensors format.

import { checkSchema } from "../system/schema.ts";
import type { Backend } from "../tensor/backend.ts";
import type { Shape } from "../tensor/tensor.ts";
import { type Architecture, architectureSchema } from "./architecture.ts";
import { assertFinite } from "./assert_finite.ts";
import { assertActivations } from "./network_size.ts";
import { decodeSafetensors, encodeSafetensors, SafetensorsError } from "./safetensors.ts";
import { Sequential } from "./sequential.ts";
import { isStateDict, matchStateDict } from "./state_dict.ts";
import {
  assertAllKnown,
  copyTensors,
  findTensor,
  listTensors,
  type TensorSource,
  weightsIn,
} from "./tensor_source.ts";

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

const TRAIN_AGAIN = "train again, with a learning rate ten times smaller";
const ANOTHER_FILE = "use another file, or train again";

/**
 * Lays a network out as the bytes of a safetensors file.
 *
 * @param network What to save.
 * @param metadata Texts to save beside it.
 * @throws {RangeError} If a weight is NaN or infinite, or the metadata has an entry `network`, which is
 * taken.
 * @throws {TypeError} If the metadata holds something that is no text.
 */
export function encodeNetwork(
  network: Sequential,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  if (NETWORK in metadata) {
    throw new RangeError(`Cannot save the network: the metadata must not have "${NETWORK}" itself`);
  }
  assertFinite(network.state, { to: "save the network", remedy: TRAIN_AGAIN });
  const { specs: layers, inputShape, seed } = network;
  const architecture: Architecture = { layers, inputShape, seed };
  return encodeSafetensors(network.state, {
    metadata: { [NETWORK]: JSON.stringify(architecture), ...metadata },
  });
}

/**
 * Builds the network that the bytes of a file describe.
 *
 * All that is checked of a model file is checked from here, in this order: the header and the places
 * of the numbers, the architecture by its schema, that no number is NaN or infinite, the shapes that
 * the architecture asks for, and that nothing is left over. Memory is taken for what is there only, so that
 * no network is larger than its file.
 *
 * @param bytes What {@linkcode encodeNetwork} made.
 * @param options `from`: what the bytes are, for errors; `backend`: what is to run the network, the
 * default one if left out.
 * @throws {SafetensorsError} If the bytes are malformed, or do not say how their network is built.
 * @throws {RangeError} If the weights do not fit the network that the bytes describe, or one is NaN or
 * infinite.
 */
export function decodeNetwork(
  bytes: Uint8Array,
  { from, backend }: { from: string; backend?: Backend },
): LoadedNetwork {
  const file = decodeSafetensors(bytes, { from });
  const source: TensorSource = { file, from };
  const { [NETWORK]: text, ...metadata } = file.metadata;
  const architecture = parseArchitecture(text, source);
  checkFinite(source);
  const network = build(architecture, { source, backend });
  assertAllKnown(network.state.map(({ name }) => name), source);
  assertActivations(network, { to: `load a network from ${from}` });
  return { network, metadata };
}

/**
 * Puts the weights that the bytes of a file hold into a network that is there already.
 *
 * @param bytes Those of a safetensors file: a network's, or a `state_dict` of PyTorch.
 * @param options `from`: what the bytes are, for errors.
 * @throws {SafetensorsError} If the bytes are malformed.
 * @throws {RangeError} If the tensors are not those of the network, or one is NaN or infinite: the error
 * says which one. The network is then as it was.
 */
export function decodeWeights(
  bytes: Uint8Array,
  { network, from }: { network: Sequential; from: string },
): void {
  const source: TensorSource = { file: decodeSafetensors(bytes, { from }), from };
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
    const isNamed = (error as Error).message.startsWith(weightsIn(source.from));
    if (!(error instanceof RangeError) || isNamed) throw error;
    const message = `Cannot load a network from ${source.from}: ${error.message}`;
    throw new RangeError(message, { cause: error });
  }
}
