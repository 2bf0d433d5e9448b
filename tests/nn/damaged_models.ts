// Model files that are damaged in every way: bytes, entries of the header, and the architecture.

import { assert } from "@std/assert";
import fc from "fast-check";
import { encodeSafetensors, SafetensorsError } from "../../lib/nn/safetensors.ts";
import * as nn from "../../lib/nn/mod.ts";
import { decodeNetwork, decodeWeights, encodeNetwork } from "../../lib/nn/network_codec.ts";
import { type Backend, referenceBackend, type Shape } from "../../lib/tensor/mod.ts";

/** What is damaged, and what weights are to go into. */
const networks = [
  new nn.Sequential(
    [
      nn.conv2d(2, { padding: 1, bias: nn.uniform(-1, 1) }),
      nn.batchNorm(),
      nn.relu(),
      nn.maxPool2d(2),
      nn.flatten(),
      nn.dropout(0.5),
      nn.dense(3, { weights: nn.normal(0.1) }),
      nn.softmax(),
    ],
    { inputShape: [4, 4, 1], backend: referenceBackend },
  ),
  new nn.Sequential([nn.dense(2), nn.tanh()], { inputShape: [3], backend: referenceBackend }),
];

const network = fc.constantFrom(...networks);

/** Values that programs have stumbled over. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    -1,
    0,
    1,
    2,
    0.5,
    1e9,
    2 ** 53,
    1e300,
    "",
    "he",
    "2",
    "__proto__",
    "constructor",
    [],
    {},
    [[]],
    [28, 28, 1],
    { type: "dense" },
    { type: "maxPool2d", size: 1e6, stride: 1, padding: 999_999 },
  ),
  fc.jsonValue(),
);

/** Bytes that were overwritten, and a file that was cut off. */
const damagedBytes = fc.record({
  network,
  changes: fc.array(fc.record({ at: fc.nat(), byte: fc.nat(255) }), { maxLength: 8 }),
  cut: fc.option(fc.nat(), { freq: 8 }),
}).map(({ network, changes, cut }) => {
  const bytes = encodeNetwork(network);
  for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
  return cut === null ? bytes : bytes.subarray(0, cut % bytes.length);
});

/** A network that is described in another way than the tensors are. */
const damagedArchitecture = fc.record({ network, value: odd, path: fc.array(fc.nat()) }).map(
  ({ network: { specs: layers, inputShape, seed, state }, value, path }) => {
    const architecture = structuredClone({ layers, inputShape, seed });
    const metadata = { network: JSON.stringify(replaceAt(architecture, { path, value })) };
    return encodeSafetensors(state, { metadata });
  },
);

/** A header in which something is another thing, before the same numbers. */
const damagedHeader = fc.record({ network, value: odd, path: fc.array(fc.nat()) }).map(
  ({ network, value, path }) => {
    const bytes = encodeNetwork(network);
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    const json = new TextEncoder().encode(JSON.stringify(replaceAt(header, { path, value })));
    const damaged = new Uint8Array(8 + json.length + bytes.length - 8 - length);
    new DataView(damaged.buffer).setBigUint64(0, BigInt(json.length), true);
    damaged.set(json, 8);
    damaged.set(bytes.subarray(8 + length), 8 + json.length);
    return damaged;
  },
);

/** A model file with something wrong in it, most of the time. */
export const damagedModel: fc.Arbitrary<Uint8Array> = fc.oneof(
  damagedBytes,
  damagedArchitecture,
  damagedHeader,
);

/**
 * Reads a model: it is refused with an error that says why, or it is a network that took no more memory
 * than its bytes explain.
 *
 * @returns The network, if it is one.
 */
export function readDamaged(bytes: Uint8Array): nn.Sequential | undefined {
  let taken = 0;
  const backend: Backend = {
    ...referenceBackend,
    tensor(shape: Shape) {
      const tensor = referenceBackend.tensor(shape);
      taken += tensor.size;
      return tensor;
    },
  };
  let found: nn.Sequential | undefined;
  for (
    const read of [
      () => found = decodeNetwork(bytes, { from: "x", backend }).network,
      () => decodeWeights(bytes, { network: networks[1], from: "x" }),
    ]
  ) {
    try {
      read();
    } catch (error) {
      assert(error instanceof SafetensorsError || error instanceof RangeError, `${error}`);
      const { message } = error as Error;
      assert(/^Cannot .* x: /.test(message) && message.length < 1000, message);
    }
  }
  // Two numbers a parameter, of two bytes at least, and as many again for what a layer computes with.
  assert(taken <= 2 * bytes.length, `${taken} numbers for ${bytes.length} bytes`);
  return found;
}

/** Puts a value somewhere into an object: a path of numbers leads there, as far as it goes. */
function replaceAt(
  target: unknown,
  { path, value }: { path: readonly number[]; value: unknown },
): unknown {
  if (path.length === 0 || typeof target !== "object" || target === null) return value;
  const keys = Object.keys(target);
  if (keys.length === 0) return value;
  const [first, ...rest] = path;
  const key = keys[first % keys.length];
  const fields = target as Record<string, unknown>;
  fields[key] = replaceAt(fields[key], { path: rest, value });
  return target;
}
