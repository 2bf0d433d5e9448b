// What layer specs refuse, and what shapes layers cannot take.

import { assertEquals, assertThrows } from "@std/assert";
import * as nn from "../../../lib/nn/mod.ts";
import { referenceBackend } from "../../../lib/tensor/mod.ts";

Deno.test("layer specs are plain data", () => {
  const specs: nn.LayerSpec[] = [
    nn.conv2d(8, { size: 5, stride: 2, padding: 2, weights: nn.xavier() }),
    nn.batchNorm(),
    nn.relu(),
    nn.maxPool2d(2),
    nn.flatten(),
    nn.dropout(0.5),
    nn.dense(10, { weights: nn.normal(0.01), bias: nn.uniform(-1, 1) }),
    nn.softmax(),
  ];
  assertEquals(JSON.parse(JSON.stringify(specs)), specs);
});

const refused: [make: () => unknown, message: string][] = [
  [() => nn.dense(0), "units must be an integer of at least 1 but is 0"],
  [() => nn.dense(2.5), "units must be an integer of at least 1 but is 2.5"],
  [() => nn.conv2d(0), "filters and size must be integers of at least 1 but are 0 and 3"],
  [() => nn.conv2d(8, { size: 0 }), "but are 8 and 0"],
  [() => nn.maxPool2d(1.5), "size must be an integer of at least 1 but is 1.5"],
  [() => nn.dropout(1), "the rate must be at least 0 and less than 1 but is 1"],
  [() => nn.dropout(-0.1), "less than 1 but is -0.1"],
  [() => nn.dropout(NaN), "less than 1 but is NaN"],
  [() => nn.batchNorm({ epsilon: 0 }), "epsilon must be greater than 0"],
  [() => nn.batchNorm({ momentum: 1.5 }), "momentum in (0, 1], but they are 0.00001 and 1.5"],
];

Deno.test("layer specs refuse numbers out of range", () => {
  for (const [make, message] of refused) assertThrows(make, RangeError, message);
});

const misfits: [specs: nn.LayerSpec[], inputShape: number[], message: string][] = [
  [[], [4], "it has no layers; give it at least one"],
  [[nn.dense(3)], [4, 4, 1], "put flatten() before it to make each input a row of 16"],
  [[nn.dense(9), nn.conv2d(3)], [4], "inputs of shape [9]: it takes images"],
  [[nn.maxPool2d(2)], [28, 28], "set the input shape of the network to [28, 28, 1]"],
  [[nn.conv2d(3, { size: 5 })], [4, 8, 1], "window of 5 pixels over 4 with a padding of 0"],
  [[nn.maxPool2d(3)], [8, 2, 1], "window of 3 pixels over 2 with a padding of 0"],
  [[nn.conv2d(3, { padding: 3 })], [8, 8, 1], "use a padding of at most 2"],
  [[nn.conv2d(3, { stride: 0 })], [8, 8, 1], "stride must be an integer of at least 1"],
  [
    [nn.maxPool2d(2, { padding: 0.5 })],
    [8, 8, 1],
    "padding one of at least 0, but they are 2 and 0.5",
  ],
];

Deno.test("Sequential refuses layers that cannot take what comes to them", () => {
  for (const [specs, inputShape, message] of misfits) {
    assertThrows(
      () => new nn.Sequential(specs, { inputShape, backend: referenceBackend }),
      RangeError,
      message,
    );
  }
});
