// One training as its record keeps it.

import { assertEquals } from "@std/assert";
import { weightsSha256 } from "../../lib/nn/mod.ts";
import { trainingRun } from "../../lib/records/training_run.ts";
import { accuracyOfFirst, evaluate } from "../../lib/train/mod.ts";
import { bars, build } from "../train/synthetic.ts";

Deno.test("trainingRun is what a network reached, and the digest of its weights", async () => {
  const network = build();
  const test = await evaluate(network, bars(12));
  const ended = { seed: 3, network, test, epochs: 2, seconds: 1.5 };
  const run = {
    seed: 3,
    testAccuracy: test.accuracy,
    firstTestAccuracy: accuracyOfFirst(5, test),
    testLoss: test.loss,
    epochs: 2,
    seconds: 1.5,
    weightsSha256: await weightsSha256(network),
  };
  assertEquals(await trainingRun(ended, { firstTestImages: 5 }), run);
  const known = {
    ...{ seed: 3, test, epochs: 2, seconds: 1.5, weightsSha256: "0".repeat(64) },
    get network(): typeof network {
      throw new Error("a network whose digest is known need not be built");
    },
  };
  const { firstTestAccuracy, ...rest } = await trainingRun(known, {});
  assertEquals(firstTestAccuracy, undefined);
  assertEquals(rest, { ...rest, seed: 3, weightsSha256: "0".repeat(64) });
});
