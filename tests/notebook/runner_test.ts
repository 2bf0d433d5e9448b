// Who trains what a notebook trains.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { runDeno } from "../../lib/system/run_deno.ts";
import { root } from "../queue/machine_process.ts";
import { alone, recipe, serverTest } from "../queue/testbed.ts";

/** What cells would print. */
async function run(url: string | undefined) {
  const code = `
    import { loadMnist, sweepLive, trainLive } from "./lib/mod.ts";
    ${url === undefined ? "" : `Deno.env.set("QUEUE", "${url}");`}
    const { train, test } = await loadMnist();
    const options = { seeds: [1, 2], train: train.take(200) };
    const recipe = ${JSON.stringify(recipe)};
    const runs = await trainLive(recipe, options);
    for (const run of runs) console.log("found", run.weightsSha256, run.machine ?? "here");
    const recipes = [recipe, { ...recipe, learningRate: 1e38 }];
    const results = await sweepLive(recipes, { ...options, test: test.take(50) });
    console.log("found", results.map(({ type }) => type).join(" "));
  `;
  const { success, stdout, stderr } = await runDeno(["run", "-A", "-"], root, { stdin: code });
  assertEquals(success, true, stderr);
  return stdout;
}

const found = (text: string) => text.split("\n").filter((line) => line.startsWith("found "));

Deno.test("trainLive and sweepLive train in this process where no queue is named", async () => {
  const stdout = await run(undefined);
  const digests = await alone([recipe], { seeds: [1, 2], test: undefined });
  assertEquals(found(stdout), [
    ...digests.map((digest) => `found ${digest} here`),
    "found trained trained failed failed",
  ]);
  assertStringIncludes(stdout, "4 trainings: 2 trained, 2 failed");
});

serverTest(
  "trainLive and sweepLive train on the queue that QUEUE names, to the same weights",
  async (testbed) => {
    await testbed.machine("a");
    const [here, there] = [await run(undefined), await run(testbed.url())];
    assertEquals(found(there), found(here).map((line) => line.replace(/ here$/, " a")));
    // The curves, too: what the cells print is the same.
    assertEquals(
      there.split("\n").filter((line) => !line.startsWith("found ")),
      here.split("\n")
        .filter((line) => !line.startsWith("found ")),
    );
  },
);
