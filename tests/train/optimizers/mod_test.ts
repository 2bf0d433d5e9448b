// The registry of optimizers.

import { assertEquals, assertThrows } from "@std/assert";
import { checkSchema } from "../../../lib/system/schema.ts";
import {
  adam,
  momentum,
  optimizerKinds,
  optimizerSchema,
  sgd,
} from "../../../lib/train/optimizers/mod.ts";

const made = [
  sgd(),
  sgd({ weightDecay: 0.1 }),
  momentum({ nesterov: true }),
  adam({ beta2: 0.99 }),
];

Deno.test("optimizerSchema takes what optimizers are made of, as JSON too", () => {
  assertEquals(new Set(made.map(({ type }) => type)), new Set(Object.keys(optimizerKinds)));
  for (const spec of JSON.parse(JSON.stringify(made))) {
    assertEquals(checkSchema(optimizerSchema, spec, { to: "train" }), spec);
  }
});

Deno.test("optimizerSchema lists the optimizers there are, and says which one was meant", () => {
  const types = Object.keys(optimizerKinds);
  const wanted = `must be an optimizer: ${types.map((type) => `${type}()`).join(", ")}`;
  const cases: [value: unknown, message: string][] = [
    ["adam", `optimizer is "adam" but ${wanted}; did you mean adam()?`],
    [sgd, `optimizer is the function sgd but ${wanted}; did you mean sgd()?`],
    [undefined, `optimizer is missing but ${wanted}`],
    [
      { ...adam(), type: "adamw" },
      `type is "adamw" but must be one of ${types.map((type) => `"${type}"`).join(", ")}; ` +
      "did you mean adam?",
    ],
    [{ ...adam(), eps: 1 }, "found the unknown eps"],
    [{ ...momentum(), dampening: undefined }, "dampening is missing but must be a number"],
  ];
  for (const [value, message] of cases) {
    assertThrows(
      () => checkSchema(optimizerSchema, value, { to: "train", name: "optimizer" }),
      TypeError,
      `Cannot train: ${message}`,
    );
  }
});
