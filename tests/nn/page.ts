// What a page does with networks: this is bundled and run where there is neither Deno nor Node.

import { weightsSha256 } from "../../lib/nn/fingerprint.ts";
import { dense, relu, softmax } from "../../lib/nn/layers/mod.ts";
import { losses } from "../../lib/nn/losses.ts";
import { decodeNetwork, encodeNetwork } from "../../lib/nn/network_codec.ts";
import { Sequential } from "../../lib/nn/sequential.ts";
import { referenceBackend as backend } from "../../lib/tensor/reference/backend.ts";

/** Makes a training step, and reads the trained network from its bytes. */
async function digests(): Promise<string[]> {
  const network = new Sequential([dense(3), relu(), dense(2), softmax()], {
    inputShape: [4],
    backend,
  });
  const x = backend.tensor([1, 4]);
  x.data.set([0.1, 0.2, 0.3, 0.4]);
  const targets = backend.tensor([1, 2]);
  targets.data.set([0, 1]);
  const result = { losses: backend.tensor([1]), gradient: backend.tensor([1, 2]) };
  const logits = network.forward(x, { training: true, logits: true });
  losses.crossEntropy.compute(logits, targets, { backend, ...result });
  network.backward(result.gradient, { learningRate: 0.1 });
  const read = decodeNetwork(encodeNetwork(network), { from: "the page", backend });
  return await Promise.all([network, read.network].map(weightsSha256));
}

Object.assign(globalThis, { digests });
