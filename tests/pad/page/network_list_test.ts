// Tests of lib/pad/page/network_list.ts

import { assertEquals } from "@std/assert";
import { dense, Sequential, softmax } from "../../../lib/nn/mod.ts";
import { NetworkList, type PadNetwork } from "../../../lib/pad/page/network_list.ts";
import { referenceBackend } from "../../../lib/tensor/mod.ts";

const network = new Sequential([dense(10), softmax()], {
  inputShape: [784],
  backend: referenceBackend,
});
const image = new Uint8Array(784).fill(255);

Deno.test("a NetworkList loads a network once, when it is first asked for, and says when it is there", async () => {
  let loads = 0;
  const entry: PadNetwork = {
    title: "any",
    load: () => {
      loads++;
      return Promise.resolve(network);
    },
  };
  const { promise, resolve } = Promise.withResolvers<void>();
  const list = new NetworkList({ onLoad: () => resolve(), onProblem: () => {} });
  list.networks = [entry];
  assertEquals([list.find(entry), list.find(entry)], [undefined, undefined]);
  await promise;
  const x = referenceBackend.tensor([1, 784]);
  x.data.fill(1);
  assertEquals(list.find(entry)?.ask(image).outputs, network.forward(x).data);
  assertEquals(loads, 1);
  // One that is taken away is forgotten.
  list.networks = [];
  list.find(entry);
  assertEquals(loads, 2);
});

Deno.test("a NetworkList says why a network cannot be loaded", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const list = new NetworkList({ onLoad: () => {}, onProblem: resolve });
  list.find({ title: "any", load: () => Promise.reject(new Error("it is damaged")) });
  assertEquals(await promise, "it is damaged");
});
