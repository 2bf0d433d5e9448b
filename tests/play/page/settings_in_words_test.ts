// Settings in a line.

import { assertEquals } from "@std/assert";
import { publishedTrainings } from "../../../lib/play/mod.ts";
import { settingsOf } from "../../../lib/play/page/settings.ts";
import { describeSettings } from "../../../lib/play/page/settings_in_words.ts";
import { dense, he } from "../../../lib/nn/mod.ts";
import { cosineDecay } from "../../../lib/train/mod.ts";

const trainings = await publishedTrainings();
const softmax = settingsOf(
  trainings.find(({ name }) => name === "02-softmax-and-cross-entropy")!.training,
);

Deno.test("describeSettings names what was published, and what is other", () => {
  const describe = (changes: object) => describeSettings({ ...softmax, ...changes }, trainings);
  const title = "2 Softmax and cross-entropy";
  assertEquals(describe({}), title);
  assertEquals(
    describe({ learningRate: cosineDecay(0.1), batchSize: 10 }),
    `${title}, but learningRate cosine 0.1 0 0, batchSize 10`,
  );
  assertEquals(describe({ clipNorm: 1 }), `${title}, but clipNorm 1`);
  const [, ...rest] = softmax.network;
  assertEquals(
    describe({ network: [dense(30, { weights: he() }), ...rest] }),
    `${title}, but layer 1 dense 30 he zeros`,
  );
  assertEquals(
    describe({ network: rest.slice(1) }),
    `${title}, but layers dense 10 normal 0.01 zeros - softmax`,
  );
});

Deno.test("describeSettings names what was left out", () => {
  const { augment: _, ...cnn } = settingsOf(
    trainings.find(({ name }) => name === "05-cnn")!.training,
  );
  assertEquals(describeSettings(cnn, trainings), "5 Convolution, but no augment");
});
