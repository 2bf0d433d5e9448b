// The public names.

import { assertEquals } from "@std/assert";
import { activations } from "../lib/tensor/operations/activations.ts";
import { initializers } from "../lib/nn/initializers.ts";
import { layerKinds } from "../lib/nn/layers/mod.ts";
import { optimizerKinds } from "../lib/train/optimizers/mod.ts";
import { scheduleKinds } from "../lib/train/schedules/mod.ts";
import * as names from "../lib/mod.ts";

Deno.test("lib/mod.ts has the function of every kind of layer, initializer, optimizer and schedule", () => {
  const registries = [activations, initializers, layerKinds, optimizerKinds, scheduleKinds];
  const missing = registries.flatMap((registry) => Object.keys(registry))
    // Three schedules are called after what they do: the type "step" is made by stepDecay.
    .filter((type) => !(type in names) && !(`${type}Decay` in names));
  assertEquals(missing, []);
});
