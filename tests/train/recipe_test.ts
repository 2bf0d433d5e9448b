// Recipes as they come out of files and cells.

import { assertEquals, assertThrows } from "@std/assert";
import { checkSchema } from "../../lib/system/schema.ts";
import { cosineDecay, momentum, type Recipe } from "../../lib/train/mod.ts";
import { recipeSchema } from "../../lib/train/recipe.ts";
import { recipe } from "./synthetic.ts";

/** A recipe with everything that one may have. */
const full: Recipe = {
  ...recipe,
  optimizer: momentum({ nesterov: true, weightDecay: 5e-4 }),
  learningRate: cosineDecay(0.1, { warmUp: 0.1 }),
  labelSmoothing: 0.1,
  clipNorm: 1,
  augment: { rotation: 8, shift: 1.5, zoom: 0.08, shear: 0.08, elastic: { alpha: 34, sigma: 4 } },
  emaDecay: 0.99,
  earlyStopping: { patience: 3, monitor: "accuracy" },
};

Deno.test("recipeSchema takes recipes, as JSON too", () => {
  for (const found of [recipe, full, JSON.parse(JSON.stringify(full))]) {
    assertEquals(checkSchema(recipeSchema, found, { to: "train" }), found);
  }
});

Deno.test("recipeSchema names what is wrong however deep it lies", () => {
  const [first, ...rest] = recipe.network;
  const cases: [change: { readonly [name: string]: unknown }, message: string][] = [
    [{ network: [] }, "network is [] but must be a list of "],
    [
      { network: [{ ...first, units: "8" }, ...rest] },
      'network[0].units is "8" but must be an int',
    ],
    [{ inputShape: [28, 0] }, "inputShape[1] is 0 but must be an integer of at least 1"],
    [{ augment: { elastic: { alpha: 1, sigma: 0 } } }, "augment.elastic.sigma is 0 but must be"],
    [{ earlyStopping: { patience: 3, monitor: "los" } }, "did you mean loss?"],
    [{ learningRate: { ...cosineDecay(0.1), peak: -1 } }, "learningRate.peak is -1 but must be"],
    [
      { averageDecay: 0.9 },
      "found the unknown averageDecay, known are inputShape, network, loss, ",
    ],
  ];
  for (const [change, message] of cases) {
    assertThrows(
      () => checkSchema(recipeSchema, { ...full, ...change }, { to: "train" }),
      TypeError,
      message,
    );
  }
});
