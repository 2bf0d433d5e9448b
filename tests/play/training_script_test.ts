// The script beside the pages.

import { assert, assertEquals } from "@std/assert";
import { trainingScript } from "../../lib/play/mod.ts";
import type { TrainingParts } from "../../lib/play/page/messages.ts";

Deno.test("trainingScript holds the images and both exact builds, and loads nothing", async () => {
  const script = await trainingScript();
  assert(script.length < 16.5e6, `${script.length}`);
  const [first] = script.split("\n", 1);
  const parts: TrainingParts = JSON.parse(
    first.slice("globalThis.mnistTraining={parts:".length, -"};".length),
  );
  assertEquals(Object.keys(parts.files), [
    "trainImages",
    "trainLabels",
    "testImages",
    "testLabels",
  ]);
  for (const rounding of ["fused", "exact"] as const) {
    assert(WebAssembly.validate(Uint8Array.fromBase64(parts.kernels[rounding])), rounding);
  }
  for (const word of ["fetch(", "XMLHttpRequest"]) {
    assertEquals(parts.worker.includes(word), false, word);
  }
});
