// Evaluation, on outputs that can be counted by hand.

import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { Dataset } from "../../lib/data/mod.ts";
import { dense, sigmoid, softmax } from "../../lib/nn/mod.ts";
import { createBackend } from "../../lib/tensor/mod.ts";
import { evaluate, validate } from "../../lib/train/evaluate.ts";
import { bars, build } from "./synthetic.ts";

/** Images of three pixels, one of them bright: the class that `transparent` sees. */
const seen = [0, 0, 0, 1, 1, 2, 2];
/** Their labels: the last of the zeros is a two, and one of the twos is a zero. */
const labels = [0, 0, 2, 1, 1, 2, 0];

Deno.test("evaluate counts what was taken for what", async () => {
  const { confusion, classes, ...found } = await evaluate(transparent(), handMade());
  assertEquals(confusion, [[2, 0, 1], [0, 2, 0], [1, 0, 1]]);
  assertEquals([found.count, found.correct, found.accuracy], [7, 5, 5 / 7]);
  assertEquals([...found.predictions], seen);
  assertEquals(classes, [
    { count: 3, recall: 2 / 3, precision: 2 / 3 },
    { count: 2, recall: 1, precision: 1 },
    { count: 2, recall: 1 / 2, precision: 1 / 2 },
  ]);
});

Deno.test("evaluate gives probabilities and their cross-entropy", async () => {
  const { outputs, loss } = await evaluate(transparent(), handMade());
  // Logits are 2 where the pixel is bright and 0 elsewhere.
  const [high, low] = [Math.exp(2) / (Math.exp(2) + 2), 1 / (Math.exp(2) + 2)];
  for (const [i, output] of outputs.entries()) {
    assertAlmostEquals(output, i % 3 === seen[Math.floor(i / 3)] ? high : low, 1e-6);
  }
  assertAlmostEquals(loss, -(5 * Math.log(high) + 2 * Math.log(low)) / 7, 1e-6);
});

Deno.test("evaluate finds the squared error of a network that gives no probabilities", async () => {
  const network = build({ network: [dense(3), sigmoid()], inputShape: [3] });
  const { outputs, loss } = await evaluate(network, handMade());
  const errors = [...outputs].map((y, i) =>
    (y - (labels[Math.floor(i / 3)] === i % 3 ? 1 : 0)) ** 2
  );
  assertAlmostEquals(loss, errors.reduce((sum, error) => sum + error) / errors.length, 1e-6);
});

Deno.test("evaluate finds the same whatever the size of a batch and the backend", async () => {
  const data = bars(50);
  const network = build();
  const whole = await evaluate(network, data);
  for (const batchSize of [1, 7, 50, 1000]) {
    const parts = await evaluate(network, data, { batchSize });
    assertEquals(parts.predictions, whole.predictions);
    assertAlmostEquals(parts.loss, whole.loss, 1e-6);
  }
  const reference = await evaluate(build(undefined, { backend: createBackend("reference") }), data);
  assertEquals(reference.confusion, whole.confusion);
  assertAlmostEquals(reference.loss, whole.loss, 1e-6);
});

Deno.test("evaluate marks what cannot be said of a class that is not there", async () => {
  const { classes } = await evaluate(transparent(), handMade().subset([3, 4]));
  assertEquals(classes[1], { count: 2, recall: 1, precision: 1 });
  assertEquals(classes[0].count, 0);
  assert(Number.isNaN(classes[0].recall) && Number.isNaN(classes[0].precision));
});

Deno.test("evaluate takes the loss that was trained, if it is told", async () => {
  const images = handMade();
  const { outputs, loss: crossEntropy } = await evaluate(transparent(), images);
  const squared = await evaluate(transparent(), images, { loss: "meanSquaredError" });
  const errors = [...outputs].map((y, i) =>
    (y - (labels[Math.floor(i / 3)] === i % 3 ? 1 : 0)) ** 2
  );
  assertAlmostEquals(
    squared.loss,
    errors.reduce((sum, error) => sum + error) / errors.length,
    1e-6,
  );
  assertEquals(squared.outputs, outputs);
  const smooth = await evaluate(transparent(), images, { labelSmoothing: 0.3 });
  const evenly = outputs.reduce((sum, y) => sum - Math.log(y) / 3, 0) / images.count;
  assertAlmostEquals(smooth.loss, 0.7 * crossEntropy + 0.3 * evenly, 1e-6);
});

Deno.test("evaluate refuses a network that answers NaN", async () => {
  const network = transparent();
  network.parameters[0].value.data[4] = NaN;
  await assertRejects(
    () => evaluate(network, handMade()),
    RangeError,
    "Cannot evaluate: the network answers image 0 with NaN",
  );
});

Deno.test("validate counts NaN as a wrong answer, and says that the loss is none", async () => {
  const network = transparent();
  network.parameters[0].value.data[0] = Infinity;
  // Infinity times 0 is NaN, Infinity times 1 a logit of which softmax makes NaN.
  const found = await validate(network, handMade(), {});
  assertEquals(found, { validationLoss: NaN, validationAccuracy: 0 });
  const whole = await evaluate(transparent(), handMade());
  assertEquals(await validate(transparent(), handMade(), {}), {
    validationLoss: whole.loss,
    validationAccuracy: whole.accuracy,
  });
});

Deno.test("evaluate refuses options that are none", async () => {
  const cases: [options: { readonly [option: string]: unknown }, message: string][] = [
    [{ batchSize: 0 }, "batchSize is 0 but must be an integer of at least 1"],
    [{ loss: "hinge" }, 'loss is "hinge" but must be one of "meanSquaredError", "crossEntropy"'],
    [{ batch: 10 }, "found the unknown batch, known are batchSize, loss, labelSmoothing; did you "],
  ];
  for (const [options, message] of cases) {
    await assertRejects(
      () => evaluate(transparent(), handMade(), options),
      TypeError,
      `Cannot evaluate: ${message}`,
    );
  }
  const network = build({ network: [dense(3), sigmoid()], inputShape: [3] });
  await assertRejects(
    () => evaluate(network, handMade(), { loss: "crossEntropy" }),
    TypeError,
    "put softmax() at its end",
  );
});

Deno.test("evaluate refuses sets that it cannot show to the network", async () => {
  await assertRejects(() => evaluate(transparent(), handMade().take(0)), RangeError, "no images");
  await assertRejects(
    () => evaluate(transparent(), bars(3)),
    RangeError,
    "images of 4x4 have 16 pixels but the network takes 3",
  );
  const two = build({ network: [dense(2), softmax()], inputShape: [3] });
  await assertRejects(() => evaluate(two, handMade()), RangeError, "the data has 3 classes");
});

function handMade(): Dataset {
  const images = new Uint8Array(3 * seen.length);
  for (const [i, pixel] of seen.entries()) images[3 * i + pixel] = 255;
  return new Dataset(images, new Uint8Array(labels), {
    name: "by hand",
    imageShape: [1, 3],
    classes: 3,
  });
}

/** A network whose logits are twice the pixels. */
function transparent() {
  const network = build({ network: [dense(3), softmax()], inputShape: [3] });
  network.parameters[0].value.data.set([2, 0, 0, 0, 2, 0, 0, 0, 2]);
  return network;
}
