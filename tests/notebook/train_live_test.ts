// Training in a notebook, as far as it can be seen outside one.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { recordsDirectory } from "../../lib/records/mod.ts";
import { runDeno } from "../../lib/system/mod.ts";

const root = fromFileUrl(new URL("../..", import.meta.url));

/** Trains two images for some epochs, where records cannot be written. */
async function trainUnrecorded(
  { epochs, sha256, seeds = [1], rounding = "" }: {
    epochs: number;
    sha256: string;
    seeds?: number[];
    rounding?: string;
  },
) {
  const code = `
    import { Dataset, datasets, dense, sgd, softmax, trainLive } from "./lib/mod.ts";
    Deno.env.set("ROUNDING", "${rounding}");
    const train = new Dataset(new Uint8Array([0, 255, 255, 0]), new Uint8Array([0, 1]), {
      name: "two images",
      imageShape: [1, 2],
      classes: 2,
      source: { name: "two images", sha256: ${sha256} },
    });
    const runs = await trainLive({
      inputShape: [2],
      network: [dense(2), softmax()],
      loss: "crossEntropy",
      optimizer: sgd(),
      learningRate: 0.1,
      epochs: ${epochs},
      batchSize: 2,
    }, { seeds: ${JSON.stringify(seeds)}, train, test: train });
    console.log("trained", runs.length);
  `;
  const args = ["run", "-A", `--deny-write=${recordsDirectory}`, "-"];
  return await runDeno(args, root, { stdin: code });
}

Deno.test("trainLive finds out before it trains that there could be no record of it", async () => {
  // It would take hours.
  const found = await trainUnrecorded({ epochs: 1e9, sha256: "datasets.mnist.sha256" });
  assertEquals([found.success, found.stdout], [false, ""]);
  assertStringIncludes(found.stderr, recordsDirectory);
});

Deno.test("trainLive trains on a reader's own images where no record can be written", async () => {
  const found = await trainUnrecorded({ epochs: 1, sha256: '"0".repeat(64)' });
  assertEquals(found.success, true, found.stderr);
  assertStringIncludes(found.stdout, "trained 1\n");
});

Deno.test("trainLive says once for all seeds that other machines will not get these weights", async () => {
  const { stdout } = await trainUnrecorded({
    epochs: 1,
    sha256: '"0".repeat(64)',
    seeds: [1, 2, 3],
    rounding: "fast",
  });
  assertEquals(stdout.split("Computed by fast rounding").length, 2, stdout);
});
