// Weights from PyTorch: a file that PyTorch wrote, and state_dicts that do not fit.

import { assertEquals, assertRejects } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import * as nn from "../../lib/nn/mod.ts";
import { writeTensors } from "./write_tensors.ts";
import { referenceBackend as backend, type Shape, Tensor } from "../../lib/tensor/mod.ts";
import { sizeOf } from "../../lib/tensor/tensor.ts";
import golden from "../golden/state_dict.json" with { type: "json" };
import { withDirectory } from "../system/temporary_directory.ts";
import { assertNear } from "./golden.ts";

const goldenFile = fromFileUrl(new URL("../golden/state_dict.safetensors", import.meta.url));

Deno.test("loadWeights reads a state_dict so that the network answers as PyTorch's does", async () => {
  const specs = [
    nn.conv2d(2, { padding: 1 }),
    nn.batchNorm(),
    nn.relu(),
    nn.maxPool2d(2),
    nn.flatten(),
    nn.batchNorm(),
    nn.dense(5),
    nn.tanh(),
    nn.dense(5),
    nn.tanh(),
    nn.dense(5),
    nn.tanh(),
    nn.dense(3),
    nn.softmax(),
  ];
  const network = new nn.Sequential(specs, { inputShape: [4, 6, 1], backend });
  await nn.loadWeights(goldenFile, network);
  const x = new Tensor([3, 4, 6, 1], new Float32Array(golden.x));
  assertNear(network.forward(x).data, golden.y, { name: "y" });
});

Deno.test("loadWeights turns a square matrix of PyTorch around", async () => {
  const network = rows([2], 2);
  await load(network, { "fc.weight": [2, 2], "fc.bias": [2] });
  const [weights, bias] = network.state;
  assertEquals([...weights.value.data], [0, 2, 1, 3]);
  assertEquals([...bias.value.data], [4, 5]);
});

Deno.test("loadWeights matches layers of the same shapes by the numbers in their names", async () => {
  const network = rows([1, 1, 1], 1);
  const entries = ["l10", "l2", "l9"].flatMap((
    name,
  ) => [[`${name}.weight`, [1, 1]], [`${name}.bias`, [1]]]);
  await load(network, Object.fromEntries(entries));
  assertEquals(network.state.map(({ value }) => value.data[0]), [2, 3, 4, 5, 0, 1]);
});

Deno.test("loadWeights takes names without numbers in the order of the file, if it has one", async () => {
  const network = rows([1, 1], 1);
  const [hidden, out] = ["hidden", "extra"].map((name) => ({
    [`${name}.weight`]: [1, 1],
    [`${name}.bias`]: [1],
  }));
  await load(network, { ...hidden, ...out });
  assertEquals(network.state.map(({ value }) => value.data[0]), [0, 1, 2, 3]);
  await assertRejects(
    () => load(network, { "a.bias": [1], "a.weight": [1, 1], "b.bias": [1], "b.weight": [1, 1] }),
    RangeError,
    `"a" and "b" have the same shapes, and their names do not tell which of them comes first`,
  );
});

/** Files for a dense layer of 3 units on 4 inputs, and one of 2 units after it. */
const misfits: [shapes: Record<string, Shape>, message: string][] = [
  [
    { "fc1.weight": [3, 4], "fc1.bias": [3], "fc2.weight": [2, 3] },
    `of what PyTorch would have, dense2 (bias [2], weight [2, 3]) is missing, and "fc2" (weight [2, 3]) ` +
    "fits no layer; it has fc1.weight [3, 4], fc1.bias [3], fc2.weight [2, 3]; build the network",
  ],
  [
    { "fc1.weight": [3, 4], "fc1.bias": [3] },
    "dense2 (bias [2], weight [2, 3]) is missing; it has fc1.weight [3, 4], fc1.bias [3]; build",
  ],
  [
    {
      "fc1.weight": [3, 4],
      "fc1.bias": [3],
      "fc2.weight": [2, 3],
      "fc2.bias": [2],
      "fc3.weight": [9, 2],
    },
    `: "fc3" (weight [9, 2]) fits no layer; it has fc1.weight [3, 4]`,
  ],
  [
    { "fc1.weight": [4, 3], "fc1.bias": [3], "fc2.weight": [2, 3], "fc2.bias": [2] },
    `dense1 (bias [3], weight [3, 4]) is missing, and "fc1" (bias [3], weight [4, 3]) fits no`,
  ],
  [
    { "rnn.weight_ih_l0": [3, 4] },
    "dense1.weights [4, 3] is needed but not there; it has rnn.weight_ih",
  ],
];

Deno.test("loadWeights says what a state_dict has and what is missing", async () => {
  for (const [shapes, message] of misfits) {
    const network = rows([3, 2], 4);
    const before = await nn.weightsSha256(network);
    await assertRejects(() => load(network, shapes), RangeError, message);
    assertEquals(await nn.weightsSha256(network), before);
  }
});

Deno.test("loadNetwork of a state_dict lists what is there", async () => {
  await assertRejects(
    () => nn.loadNetwork(goldenFile, { backend }),
    nn.SafetensorsError,
    "it has 0.bias [2], 0.weight [2, 1, 3, 3], 1.bias [2], 1.running_mean [2], 1.running_var [2], " +
      "1.weight [2], 10.bias [5], 10.weight [5, 5] and 12 more, but its metadata does not say how the " +
      "network is built; build it yourself and use loadWeights",
  );
});

/** A network of dense layers. */
function rows(units: number[], inputs: number): nn.Sequential {
  return new nn.Sequential(units.map((units) => nn.dense(units)), {
    inputShape: [inputs],
    backend,
  });
}

/** Loads a file of tensors of these shapes, in this order, whose numbers count on from one to the next. */
function load(network: nn.Sequential, shapes: Record<string, Shape>): Promise<void> {
  return withDirectory(async (directory) => {
    const path = join(directory, "state_dict.safetensors");
    let next = 0;
    const tensors = Object.entries(shapes).map(([name, shape]) => ({
      name,
      value: new Tensor(shape, Float32Array.from({ length: sizeOf(shape) }, () => next++)),
    }));
    await writeTensors(path, tensors);
    await nn.loadWeights(path, network);
  });
}
