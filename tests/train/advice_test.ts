// What is said of networks that do not learn, and that nothing is said of those that do.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dense, normal, relu, sigmoid, softmax } from "../../lib/nn/mod.ts";
import { adam, fit, type FitOptions, type Recipe, sgd, trainSeeds } from "../../lib/train/mod.ts";
import { bars, build, recipe } from "./synthetic.ts";

const data = bars(200);

/** Some twenty steps an epoch. */
const settings: Recipe = { ...recipe, optimizer: sgd(), learningRate: 0.1 };

Deno.test("fit says nothing of a network that learns", async () => {
  assertEquals(await adviceOf(recipe), []);
});

Deno.test("fit says that the units are dead and the learning rate too high", async () => {
  const [advice, ...more] = await adviceOf({
    ...settings,
    network: [dense(8), relu(), dense(3), softmax()],
    learningRate: 1000,
  });
  assertEquals(more, []);
  assert(!advice.includes("\n"));
  assertStringIncludes(
    advice,
    "After its first epoch the network is no better than guessing: it is right for ",
  );
  assertStringIncludes(
    advice,
    " of the training images, and the most frequent class would be for ",
  );
  assertStringIncludes(advice, ". The loss rose from ");
  assertStringIncludes(
    advice,
    " at a learning rate of 1000, and 8 of the 8 units of layer 2 (relu) ",
  );
  assertStringIncludes(advice, "are dead, with 0 for every image: try a rate ten times lower");
});

Deno.test("fit says that the first weights leave nothing to see", async () => {
  const weights = normal(1e-4);
  const hidden = [dense(20, { weights }), sigmoid(), dense(20, { weights }), sigmoid()];
  const [advice] = await adviceOf({
    ...settings,
    network: [...hidden, ...hidden, dense(3, { weights }), softmax()],
    learningRate: 0.001,
  });
  assertStringIncludes(advice, "The loss went from ");
  assertStringIncludes(
    advice,
    " (sigmoid) answer the same to every image: try other first weights",
  );
});

Deno.test("fit says that the learning rate is too low", async () => {
  const [advice] = await adviceOf({ ...settings, learningRate: 1e-9 });
  assertStringIncludes(advice, "at a learning rate of 1e-9: try a rate ten times higher");
});

Deno.test("fit looks at images for its advice, and changes nothing by that", async () => {
  const slow = { ...settings, optimizer: adam(), learningRate: 1e-9, epochs: 2 };
  const losses = [];
  for (const count of [1, 0]) {
    const network = build(slow);
    const heard: string[] = [];
    // With one batch an epoch there are too few steps to say anything.
    const batchSize = count === 1 ? 8 : data.count;
    const { epochs } = await fit(network, data, {
      ...slow,
      batchSize,
      learningRate: 1e-30,
      onAdvice: (advice) => void heard.push(advice),
    });
    assertEquals(heard.length, count);
    losses.push(epochs[1].loss.toFixed(6));
  }
  assertEquals(losses[0], losses[1]);
});

Deno.test("fit warns on the console unless told otherwise, and trainSeeds says of which seed", async () => {
  const warned: unknown[] = [];
  const { warn } = console;
  console.warn = (message) => void warned.push(message);
  try {
    const slow = { ...settings, learningRate: 1e-9 };
    await fit(build(slow), data, slow);
    await trainSeeds(slow, { seeds: [1], train: data });
    const heard: [number, string][] = [];
    const onAdvice = (seed: number, advice: string) => void heard.push([seed, advice]);
    await trainSeeds(slow, { seeds: [1], train: data, onAdvice });
    assertEquals(warned.length, 2);
    assertStringIncludes(`${warned[0]}`, "After its first epoch the network is no better than");
    assertStringIncludes(`${warned[1]}`, "Seed 1: After its first epoch the network is no better");
    assertEquals(heard, [[1, `${warned[1]}`.slice("Seed 1: ".length)]]);
  } finally {
    console.warn = warn;
  }
});

/** What is said of a training. */
async function adviceOf(settings: FitOptions & Recipe): Promise<string[]> {
  const heard: string[] = [];
  const onAdvice = (advice: string) => void heard.push(advice);
  await fit(build(settings), data, { ...settings, onAdvice });
  return heard;
}
