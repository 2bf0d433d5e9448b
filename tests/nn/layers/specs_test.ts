// What layer specs refuse, and what shapes layers cannot take.

import { assertEquals, assertThrows } from "@std/assert";
import { initializers } from "../../../lib/nn/initializers.ts";
import * as nn from "../../../lib/nn/mod.ts";
import { referenceBackend } from "../../../lib/tensor/mod.ts";

/** The kinds of a registry, as an error lists them. */
function known(registry: object): string {
  return Object.keys(registry).map((type) => `"${type}"`).join(", ");
}

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
  [() => nn.dense(0), "dense layer: units is 0 but must be an integer of at least 1"],
  [() => nn.dense(2.5), "units is 2.5 but must be an integer of at least 1"],
  [() => nn.conv2d(0), "conv2d layer: filters is 0 but must be an integer of at least 1"],
  [() => nn.conv2d(8, { size: 0 }), "size is 0 but must be an integer of at least 1"],
  [() => nn.conv2d(8, { stride: 0 }), "stride is 0 but must be an integer of at least 1"],
  [() => nn.maxPool2d(1.5), "maxPool2d layer: size is 1.5 but must be an integer of at least 1"],
  [() => nn.maxPool2d(2, { padding: 0.5 }), "padding is 0.5 but must be an integer of at least 0"],
  [() => nn.dropout(1), "rate is 1 but must be a number of at least 0 and less than 1"],
  [() => nn.dropout(-0.1), "rate is -0.1 but"],
  [() => nn.dropout(NaN), "rate is NaN but"],
  [() => nn.batchNorm({ epsilon: 0 }), "epsilon is 0 but must be a number greater than 0"],
  [
    () => nn.batchNorm({ momentum: 1.5 }),
    "momentum is 1.5 but must be a number greater than 0 and",
  ],
];

Deno.test("layer specs refuse numbers out of range", () => {
  for (const [make, message] of refused) assertThrows(make, RangeError, message);
});

/** What cells, whose types nothing checks, have given. */
const untyped: [make: () => unknown, message: string][] = [
  [
    () => nn.dense(10, "relu" as never),
    `dense layer: the argument is "relu" but must be an object of options by name`,
  ],
  [() => nn.dense("10" as never), `units is "10" but must be an integer of at least 1`],
  [
    () => nn.dense(10, { weights: nn.he as never }),
    "weights is the function he but must be",
  ],
  [
    () => nn.dense(10, { weights: "he" as never }),
    `weights is "he" but must be an initializer such as`,
  ],
  [
    () => nn.dense(10, { weight: nn.he() } as never),
    "found the unknown weight, known are type, units, weights, bias; did you mean weights?",
  ],
  [
    () => nn.conv2d(8, { bias: { type: "zeroes" } as never }),
    `bias.type is "zeroes" but must be one of ${known(initializers)}; did you mean zeros?`,
  ],
  [
    () => nn.conv2d(8, { weights: { type: "normal", deviation: 1 } as never }),
    "weights.std is missing but must be a number greater than 0",
  ],
  [() => nn.conv2d(8, { kernel: 5 } as never), "found the unknown kernel, known are type, filters"],
  [() => nn.maxPool2d(2, { strid: 1 } as never), "did you mean stride?"],
  [() => nn.batchNorm({ eps: 1 } as never), "found the unknown eps, known are type, epsilon"],
];

Deno.test("layer specs refuse what is no option, and say what was meant", () => {
  for (const [make, message] of untyped) assertThrows(make, RangeError, message);
});

const misfits: [specs: nn.LayerSpec[], inputShape: number[], message: string][] = [
  [[nn.dense(3)], [4, 4, 1], "put flatten() before it to make each input a row of 16"],
  [[nn.dense(9), nn.conv2d(3)], [4], "inputs of shape [9]: it takes images"],
  [[nn.maxPool2d(2)], [28, 28], "set the input shape of the network to [28, 28, 1]"],
  [[nn.conv2d(3, { size: 5 })], [4, 8, 1], "window of 5 pixels over 4 with a padding of 0"],
  [[nn.maxPool2d(3)], [8, 2, 1], "window of 3 pixels over 2 with a padding of 0"],
  [[nn.conv2d(3, { padding: 3 })], [8, 8, 1], "use a padding of at most 2"],
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

const layers = [nn.dense(3)];
const settings: [specs: unknown, options: unknown, message: string][] = [
  [[], { inputShape: [4] }, "layers is [] but must be a list of 1 to 10000 layers"],
  [nn.dense(3), { inputShape: [4] }, "layers is {"],
  [
    [nn.dense(3), nn.relu],
    { inputShape: [4] },
    "layers[1] is the function relu but must be",
  ],
  [["relu"], { inputShape: [4] }, `layers[0] is "relu" but must be a layer such as relu()`],
  [
    [{ type: "rely" }],
    { inputShape: [4] },
    `layers[0].type is "rely" but must be one of ${known(nn.layerKinds)}; did you mean relu?`,
  ],
  [
    [nn.dense(3, { weights: { ...nn.he() } }), { ...nn.dense(3), units: NaN }],
    { inputShape: [4] },
    "layers[1].units is NaN but must be an integer of at least 1",
  ],
  [layers, {}, "inputShape is missing but must be a list of integers such as [784] or [28, 28, 1]"],
  [layers, { inputShape: 784 }, "inputShape is 784 but must be a list of integers such as [784]"],
  [layers, { inputShape: [] }, "inputShape is [] but must be a list of integers such as [784]"],
  [layers, { inputShape: [0] }, "inputShape[0] is 0 but must be an integer of at least 1"],
  [layers, { inputShape: [4], seed: "1" }, `seed is "1" but must be an integer`],
  [layers, { inputShape: [4], seed: NaN }, "seed is NaN but must be an integer"],
  [layers, { inputShape: [4], sed: 2 }, "found the unknown sed"],
];

Deno.test("Sequential refuses settings that are not what they must be, and names them", () => {
  for (const [specs, options, message] of settings) {
    assertThrows(
      () => new nn.Sequential(specs as nn.LayerSpec[], options as nn.SequentialOptions),
      TypeError,
      `Cannot build a network: ${message}`,
    );
  }
});
