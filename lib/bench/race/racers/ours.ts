// This project in the race: a whole process that trains once, on as many threads as THREADS says.

import process from "node:process";
import { loadMnist } from "../../../data/mnist.ts";
import { weightsSha256 } from "../../../nn/fingerprint.ts";
import { Sequential } from "../../../nn/sequential.ts";
import { evaluate } from "../../../train/evaluate.ts";
import { fit } from "../../../train/fit.ts";
import type { Finish, RaceTask } from "../protocol.ts";

const { recipe, images, seed, heldOut }: RaceTask = JSON.parse(Deno.args[0]);
const { train, test } = await loadMnist();
const [learned, judged] = heldOut === undefined
  ? [train, test]
  : train.shuffle([0, "validation"]).split(train.count - heldOut);
const network = new Sequential(recipe.network, { inputShape: recipe.inputShape, seed });

const begun = now();
const before = process.cpuUsage();
await fit(network, learned.take(images), { ...recipe, seed });
const { user, system } = process.cpuUsage(before);
const trained = now();

// The clock has stopped: this only finds out what the weights are worth.
const { accuracy } = await evaluate(network, judged);
const finish: Finish = {
  version: `Deno ${Deno.version.deno}`,
  begun,
  trained,
  processorSeconds: (user + system) / 1e6,
  accuracy,
  weightsSha256: await weightsSha256(network),
};
console.log(JSON.stringify(finish));

/** Milliseconds since 1970, as whoever started this process counts them. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
