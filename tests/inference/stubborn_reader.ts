// A reader of pages to whom everything is the same.

import { dense, flatten, Sequential, softmax } from "../../lib/nn/mod.ts";

/** A network that gives every window the same answer, because it has nothing but biases. */
export function stubbornReader(answer: number, side = 40): Sequential {
  const network = new Sequential([flatten(), dense(11), softmax()], {
    inputShape: [side, side, 1],
  });
  const [weights, bias] = network.parameters;
  weights.value.data.fill(0);
  bias.value.data[answer] = 20;
  return network;
}
