// Tests of lib/pad/page/forward_with_activations.ts

import { assertEquals } from "@std/assert";
import * as nn from "../../../lib/nn/mod.ts";
import { forwardWithActivations } from "../../../lib/pad/page/forward_with_activations.ts";

Deno.test("forwardWithActivations shows the first maps of a network and what it puts out", () => {
  const network = new nn.Sequential([
    nn.conv2d(4),
    nn.batchNorm(),
    nn.relu(),
    nn.conv2d(5),
    nn.relu(),
    nn.maxPool2d(2),
    nn.flatten(),
    nn.dense(8),
    nn.relu(),
    nn.dense(10),
    nn.softmax(),
  ], { inputShape: [28, 28, 1] });
  const x = network.backend.tensor([1, 28, 28, 1]);
  x.data.fill(0.5);
  const { outputs, activations } = forwardWithActivations(network, x);
  assertEquals(outputs, network.forward(x).data);
  assertEquals(activations.map(({ title }) => title), [
    "Layer 1: 4 maps of 26×26",
    "Layer 2: 5 maps of 24×24",
  ]);
  assertEquals(
    activations[0].data,
    network.layers[2].forward(
      network.layers[1].forward(network.layers[0].forward(x, passing), passing),
      passing,
    ).data,
  );
});

Deno.test("forwardWithActivations tells of as many layers as are wanted, but not of the outputs", () => {
  const layers = [
    nn.dense(9),
    nn.relu(),
    nn.dense(8),
    nn.relu(),
    nn.dense(7),
    nn.relu(),
    nn.dense(10),
  ];
  const network = new nn.Sequential(layers, { inputShape: [784] });
  const x = network.backend.tensor([1, 784]);
  const { activations } = forwardWithActivations(network, x, { maxLayers: 5 });
  assertEquals(activations.map(({ shape }) => shape), [[9], [8], [7]]);
});

const passing = { training: false, step: 0 };

Deno.test("forwardWithActivations shows the hidden units of a network without maps, and not its outputs", () => {
  const layers = [nn.dense(6), nn.sigmoid(), nn.dense(10), nn.sigmoid()];
  const network = new nn.Sequential(layers, { inputShape: [784] });
  const { activations } = forwardWithActivations(network, network.backend.tensor([1, 784]));
  assertEquals(activations.map(({ title }) => title), ["Layer 1: 6 units"]);
});
