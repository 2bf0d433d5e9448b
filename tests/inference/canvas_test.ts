// Images of the test set, drawn on a canvas and read back: preprocessing costs next to no accuracy.
// tests/inference/measure_canvas.ts does the same with all of them.

import { assert } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { loadModel } from "../../lib/inference/models.ts";
import { measureCanvas } from "./measure_canvas.ts";

Deno.test("mnistImage costs next to no accuracy wherever and however large a digit is drawn", async () => {
  const { test } = await loadMnist();
  const { network } = await loadModel("three-layers");
  // With 300 images an accuracy comes in steps of a third of a point.
  const { direct, drawn } = measureCanvas(network, test.take(300));
  for (const { how, accuracy } of drawn) {
    assert(accuracy >= direct - 0.01, `${how}: ${accuracy}, but ${direct} without drawing`);
  }
});
