// What becomes of weights if an engine's exp, log, sin, cos or powers were used, and were a little wrong.

import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import config from "../../deno.json" with { type: "json" };
import { runDeno } from "../../lib/system/run_deno.ts";

Deno.test("the last bit of elementary functions is rounded away, larger errors change the weights", async () => {
  const here = (path: string) => new URL(path, import.meta.url).href;
  const right = here("../../lib/tensor/elementary.ts");
  const nudged = here("./nudged_elementary.ts");
  const map = {
    imports: { ...config.imports, [right]: nudged },
    scopes: { [nudged]: { [right]: right } },
  };
  const { success, stdout, stderr } = await runDeno([
    "run",
    "--allow-read",
    "--allow-env=ROUNDING",
    "--no-check",
    `--import-map=data:application/json,${encodeURIComponent(JSON.stringify(map))}`,
    fromFileUrl(here("./train_nudged.ts")),
  ], fromFileUrl(here("../../")));
  assertEquals(success, true, stderr);
  assertEquals(JSON.parse(stdout), {
    // First weights.
    "log 2^-52": [],
    "log 2^-20": [
      "one by one",
      "batches with Adam",
      "convolution",
      "squared error",
      "ensemble",
    ],
    // Elastic deformation.
    "exp 2^-52": [],
    "exp 2^-20": ["convolution", "ensemble"],
    // Rotation; cosine and one-cycle schedules.
    "sin 2^-52": [],
    "sin 2^-20": ["convolution", "ensemble"],
    "cos 2^-52": [],
    "cos 2^-20": ["batches with Adam", "convolution", "ensemble"],
    // Exponential schedule; Adam's corrections.
    "power 2^-52": [],
    "power 2^-20": ["one by one", "batches with Adam", "ensemble"],
  });
});
