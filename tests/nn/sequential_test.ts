// Whole networks: what they are made of, both ways through them, and their errors.

import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import * as nn from "../../lib/nn/mod.ts";
import { createBackend, Tensor } from "../../lib/tensor/mod.ts";
import { assertNear, networkOf, networks } from "./golden.ts";

const reference = createBackend("reference");
const backends = [reference, createBackend("wasm", { threads: 1 })];

for (const backend of backends) {
  for (const golden of networks) {
    Deno.test(`${golden.name} on ${backend.name} goes forward and backward as in PyTorch`, () => {
      const network = networkOf(golden, backend);
      const batch = golden.dy.length / network.outputShape[0];
      const x = backend.tensor([batch, ...network.inputShape]);
      const dy = backend.tensor([batch, ...network.outputShape]);
      x.data.set(golden.x);
      dy.data.set(golden.dy);

      assertNear(network.forward(x, { training: true }).data, golden.y, { name: "y" });
      network.backward(dy);
      for (const [i, { name, gradient }] of network.parameters.entries()) {
        assertNear(gradient.data, golden.gradients[i], { name });
      }
      for (const [i, { name, value }] of network.state.entries()) {
        assertNear(value.data, golden.stateAfter[i], { name });
      }
      assertNear(network.forward(x).data, golden.evaluated, { name: "y outside training" });
    });
  }

  Deno.test(`the worked example of two inputs comes out on ${backend.name}`, () => {
    const network = workedExample(backend);
    const x = backend.tensor([1, 2]);
    const targets = backend.tensor([1, 2]);
    const result = { losses: backend.tensor([1]), gradient: backend.tensor([1, 2]) };
    x.data.set([0.05, 0.1]);
    targets.data.set([0.01, 0.99]);

    // Half the sum of the squares there is their mean here: there are two outputs.
    nn.meanSquaredError(network.forward(x), targets, { backend, ...result });
    assertAlmostEquals(result.losses.data[0], 0.298371109, 1e-7);
    network.backward(result.gradient, { learningRate: 0.5 });
    const [hidden, , output] = network.parameters;
    assertAlmostEquals(output.value.data[0], 0.35891648, 1e-7);
    assertAlmostEquals(hidden.value.data[0], 0.149780716, 1e-7);
  });
}

Deno.test("Sequential overwrites what layers gave, but neither its input nor the gradient it is given", () => {
  const backend = createBackend("wasm", { threads: 1 });
  const specs = [nn.relu(), nn.dense(4), nn.tanh(), nn.dropout(0.5), nn.relu()];
  const network = new nn.Sequential(specs, { inputShape: [3], backend });
  const x = backend.tensor([2, 3]);
  x.data.set([-1, 2, -3, 4, -5, 6]);
  const [given, taken] = [x.data.slice(), backend.tensor([2, 4])];
  taken.data.fill(-1);
  const layerByLayer = network.layers.reduce(
    (y, layer) => layer.forward(y, { training: false, step: 0 }),
    x,
  ).data.slice();

  assertEquals(network.forward(x).data, layerByLayer);
  network.backward(taken);
  assertEquals(x.data, given);
  assertEquals(taken.data, new Float32Array(8).fill(-1));
});

Deno.test("layers that are run alone keep their outputs", () => {
  const backend = createBackend("wasm", { threads: 1 });
  const network = new nn.Sequential([nn.dense(4), nn.relu()], { inputShape: [3], backend });
  const x = backend.tensor([2, 3]);
  x.data.set([-1, 2, -3, 4, -5, 6]);
  const [dense, relu] = network.layers;
  const z = dense.forward(x, { training: false, step: 0 });
  const before = z.data.slice();
  assert(before.some((value) => value < 0));
  assertEquals(
    relu.forward(z, { training: false, step: 0 }).data,
    before.map((v) => Math.max(0, v)),
  );
  assertEquals(z.data, before);
});

Deno.test("Sequential names parameters and buffers after layer and role", () => {
  const network = cnn();
  assertEquals(network.parameters.map(({ name }) => name), [
    "conv2d1.weights",
    "conv2d1.bias",
    "batchNorm1.gamma",
    "batchNorm1.beta",
    "dense1.weights",
    "dense1.bias",
    "dense2.weights",
    "dense2.bias",
  ]);
  const buffers = network.state.filter(({ value }) =>
    !network.parameters.some((parameter) => parameter.value === value)
  );
  assertEquals(buffers.map(({ name }) => name), [
    "batchNorm1.runningMean",
    "batchNorm1.runningVariance",
  ]);
  assertEquals(network.outputShape, [3]);
  assertEquals(network.parameterCount, 2 * 9 + 2 + 4 + 32 * 5 + 5 + 5 * 3 + 3);
});

Deno.test("Sequential.summary is a table of the layers", () => {
  assertEquals(Deno.inspect(cnn()), cnn().summary());
  assertEquals(
    cnn().summary(),
    [
      "layer      output     parameters",
      "input      [8, 8, 1]           0",
      "conv2d     [8, 8, 2]          20",
      "batchNorm  [8, 8, 2]           4",
      "relu       [8, 8, 2]           0",
      "maxPool2d  [4, 4, 2]           0",
      "flatten    [32]                0",
      "dense      [5]               165",
      "tanh       [5]                 0",
      "dense      [3]                18",
      "softmax    [3]                 0",
      "total                        207",
    ].join("\n"),
  );
});

Deno.test("Sequential leaves out the softmax where logits are wanted, both ways", () => {
  const network = cnn();
  const x = new Tensor([2, 8, 8, 1]);
  for (let i = 0; i < x.size; i++) x.data[i] = Math.sin(i);
  const logits = network.forward(x, { logits: true }).data.slice();
  const y = network.forward(x).data.slice();
  for (const row of [0, 1]) {
    const powers = [...logits.subarray(3 * row, 3 * row + 3)].map(Math.exp);
    const sum = powers.reduce((sum, power) => sum + power);
    assertNear(y.subarray(3 * row, 3 * row + 3), powers.map((power) => power / sum), { name: "y" });
  }

  // A gradient of all ones is nothing to a softmax, whose outputs always add up to one.
  const ones = new Tensor([2, 3], new Float32Array(6).fill(1));
  network.forward(x, { training: true });
  network.backward(ones);
  const [weights] = network.parameters;
  assert(weights.gradient.data.every((value) => Math.abs(value) < 1e-6));
  network.forward(x, { training: true, logits: true });
  network.backward(ones);
  assert(weights.gradient.data.some((value) => Math.abs(value) > 1e-3));
});

Deno.test("Sequential has the same weights for the same seed, and others for each other", () => {
  const [first, same, other] = [1, 1, 2].map((seed) => cnn(seed));
  for (const [i, { name, value }] of first.parameters.entries()) {
    assertEquals(same.parameters[i].value, value);
    if (name.endsWith("weights")) assertNotEquals(other.parameters[i].value, value);
  }
});

Deno.test("Sequential takes the numbers it is given instead of drawing its own", () => {
  const { state, specs, inputShape } = cnn(1);
  const asked: [name: string, shape: readonly number[]][] = [];
  const network = new nn.Sequential(specs, {
    inputShape,
    backend: reference,
    load(name, shape) {
      asked.push([name, shape]);
      return state[asked.length - 1].value.data;
    },
  });
  assertEquals(network.state, state);
  assertEquals(asked, state.map(({ name, value }) => [name, value.shape]));
  assertThrows(
    () => new nn.Sequential([nn.dense(2)], { inputShape: [3], load: () => new Float32Array(5) }),
    RangeError,
    "Cannot load weights: found 5 numbers, but its shape [3, 2] holds 6",
  );
});

Deno.test("Sequential gives every layer chance of its own", () => {
  const specs = [nn.dense(50), nn.dense(50), nn.dropout(0.5), nn.dropout(0.5)];
  const network = new nn.Sequential(specs, { inputShape: [50], backend: reference });
  const [first, , second] = network.parameters;
  assertNotEquals(first.value.data, second.value.data);
  const ones = new Tensor([1, 50], new Float32Array(50).fill(1));
  const [one, other] = network.layers.slice(2)
    .map((layer) => layer.forward(ones, { training: true, step: 0 }).data);
  assertNotEquals(one, other);
});

Deno.test("Sequential goes through batches of any size, the whole or a part at a time", () => {
  const network = cnn();
  const x = new Tensor([7, 8, 8, 1]);
  for (let i = 0; i < x.size; i++) x.data[i] = Math.cos(i);
  const whole = network.forward(x).data.slice();
  for (const size of [3, 1]) {
    const part = new Tensor([size, 8, 8, 1], x.data.subarray(0, 64 * size));
    assertEquals(network.forward(part).data, whole.subarray(0, 3 * size));
  }
});

Deno.test("Sequential refuses inputs of another shape, and gradients before there is an output", () => {
  const network = cnn();
  assertThrows(
    () => network.forward(new Tensor([1, 28, 28, 1])),
    RangeError,
    "Cannot run the conv2d layer: the input has shape [1, 28, 28, 1] but [batch, 8, 8, 1]",
  );
  const fresh = cnn();
  assertThrows(
    () => fresh.backward(new Tensor([1, 3])),
    RangeError,
    "Cannot run the softmax layer backward: the gradient has shape [1, 3] but nothing was run",
  );
});

Deno.test("Sequential says what it is in a line", () => {
  const network = new nn.Sequential([nn.dense(100), nn.sigmoid(), nn.dense(10), nn.softmax()], {
    inputShape: [784],
    backend: reference,
  });
  assertEquals(`${network}`, "Sequential[784 -> dense -> sigmoid -> dense -> softmax]");
});

function cnn(seed = 1): nn.Sequential {
  const specs = [
    nn.conv2d(2, { padding: 1 }),
    nn.batchNorm(),
    nn.relu(),
    nn.maxPool2d(2),
    nn.flatten(),
    nn.dense(5),
    nn.tanh(),
    nn.dense(3),
    nn.softmax(),
  ];
  return new nn.Sequential(specs, { inputShape: [8, 8, 1], seed, backend: reference });
}

/** Two inputs, two hidden units, two outputs, weights by hand. */
function workedExample(backend: nn.Sequential["backend"]): nn.Sequential {
  const specs = [nn.dense(2), nn.sigmoid(), nn.dense(2), nn.sigmoid()];
  const network = new nn.Sequential(specs, { inputShape: [2], backend });
  const values = [[0.15, 0.25, 0.2, 0.3], [0.35, 0.35], [0.4, 0.5, 0.45, 0.55], [0.6, 0.6]];
  for (const [i, { value }] of network.parameters.entries()) value.data.set(values[i]);
  return network;
}
