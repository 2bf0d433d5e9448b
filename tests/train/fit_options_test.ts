// What fit refuses before it trains.

import { assertEquals, assertRejects } from "@std/assert";
import type { Dataset } from "../../lib/data/mod.ts";
import { dense, sigmoid, softmax } from "../../lib/nn/mod.ts";
import { fit, type FitOptions, sgd } from "../../lib/train/mod.ts";
import { bars, build, recipe, stateOf } from "./synthetic.ts";

const data = bars(60);

const refused: [change: { readonly [option: string]: unknown }, message: string][] = [
  [{ epochs: -1 }, "epochs is -1 but must be an integer of at least 0"],
  [{ epochs: 1.5 }, "epochs is 1.5 but must be an integer of at least 0"],
  [{ batchSize: 0 }, "batchSize is 0 but must be an integer of at least 1"],
  [{ labelSmoothing: 1 }, "labelSmoothing is 1 but must be a number of at least 0 and less than 1"],
  [{ clipNorm: 0 }, "clipNorm is 0 but must be a number greater than 0"],
  [{ clipNorm: NaN }, "clipNorm is NaN but must be a number greater than 0"],
  [{ emaDecay: 1 }, "emaDecay is 1 but must be a number of at least 0 and less than 1"],
  [
    { augment: { zoom: 2 } },
    "augment.zoom is 2 but must be a number of at least 0 and less than 1",
  ],
  [{ augment: { rotate: 10 } }, "found the unknown augment.rotate"],
  [
    { augment: { elastic: { alpha: 34 } } },
    "augment.elastic.sigma is missing but must be a number",
  ],
  [
    { loss: "crossentropy" },
    'loss is "crossentropy" but must be one of "meanSquaredError", "crossEntropy"; ' +
    "did you mean crossEntropy?",
  ],
  [{ loss: undefined }, 'loss is missing but must be one of "meanSquaredError", "crossEntropy"'],
  [
    { optimizer: "adam" },
    'optimizer is "adam" but must be an optimizer: sgd(), momentum(), adam(); did you mean adam()?',
  ],
  [{ optimizer: sgd }, "optimizer is the function sgd but must be an optimizer: sgd(), "],
  [{ optimizer: undefined }, "optimizer is missing but must be an optimizer: sgd(), "],
  [{ optimizer: { type: "nadam" } }, 'optimizer.type is "nadam" but must be one of "sgd", '],
  [{ learningRate: "0.1" }, 'learningRate is "0.1" but must be a number greater than 0, or a '],
  [{ learningRate: NaN }, "learningRate is NaN but must be a number greater than 0, or a schedule"],
  [{ learningRate: Infinity }, "learningRate is Infinity but must be a number greater than 0"],
  [{ learningRate: -0.1 }, "learningRate is -0.1 but must be a number greater than 0"],
  [{ learningRate: { type: "linear" } }, 'learningRate.type is "linear" but must be one of "expo'],
  [
    { learningRate: undefined, lr: 0.1 },
    "found the unknown lr, known are loss, optimizer, learningRate, ",
  ],
  [{ batch_size: 10 }, "found the unknown batch_size, known are loss, "],
  [{ shuffle: true }, "found the unknown shuffle, known are loss, "],
  [{ earlyStopping: 3 }, "earlyStopping is 3 but must be an object"],
  [{ earlyStopping: { patience: 0 } }, "earlyStopping.patience is 0 but must be an integer"],
  [{ seed: "1" }, 'seed is "1" but must be an integer'],
  [{ validation: [data] }, "validation is "],
  [{ signal: true }, "signal is true but must be an AbortSignal"],
  [{ onEpoch: 1 }, "onEpoch is 1 but must be a function"],
];

for (const [change, message] of refused) {
  Deno.test(`fit refuses ${Deno.inspect(change)}, and says what is wrong`, async () => {
    const network = build();
    const before = stateOf(network);
    await assertRejects(
      () => fit(network, data, { ...recipe, ...change } as FitOptions),
      TypeError,
      `Cannot train: ${message}`,
    );
    assertEquals(stateOf(network), before);
  });
}

Deno.test("fit refuses what is no network, no dataset and no options", async () => {
  const wrong = fit as (...args: unknown[]) => Promise<unknown>;
  const refuses = (args: unknown[], message: string) =>
    assertRejects(() => wrong(...args), TypeError, `Cannot train: ${message}`);
  await refuses([recipe.network, data, recipe], "the network is [{");
  await refuses([build(), data.toMessage(), recipe], "the data is ");
  await refuses([build(), data], "the argument is missing but must be an object");
  await refuses([build(), data, 3], "the argument is 3 but must be an object");
});

Deno.test("fit refuses images and networks that do not fit together", async () => {
  const rejects = (network: ReturnType<typeof build>, images: Dataset, message: string) =>
    assertRejects(() => fit(network, images, recipe), RangeError, message);
  await rejects(build(), data.take(0), `dataset "bars" has no images`);
  const narrow = build({ network: recipe.network, inputShape: [9] });
  await rejects(narrow, data, "images of 4x4 have 16 pixels but the network takes 9 numbers");
  const ten = build({ network: [dense(10), softmax()], inputShape: [16] });
  await rejects(ten, data, "the data has 3 classes but the network puts out [10]");
  const sure = build({ network: [dense(3), sigmoid()], inputShape: [16] });
  await assertRejects(() => fit(sure, data, recipe), TypeError, "put softmax() at its end");
});
