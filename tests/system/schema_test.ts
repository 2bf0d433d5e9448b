// Values checked against schemas, and what the errors say.

import { assertEquals, assertThrows } from "@std/assert";
import * as v from "valibot";
import {
  amount,
  checkSchema,
  count,
  didYouMean,
  oneOfTypes,
  positive,
  text,
} from "../../lib/system/schema.ts";

const layer = v.variant("type", [
  v.strictObject({ type: v.literal("dense"), units: count }),
  v.strictObject({ type: v.literal("dropout"), rate: amount }),
]);
const network = v.strictObject({ title: text, layers: v.array(layer), rate: v.optional(amount) });

/** What the error says after "Cannot build: ". */
function complaint(value: unknown): string {
  const error = assertThrows(() => checkSchema(network, value, { to: "build" }), TypeError);
  return error.message.slice("Cannot build: ".length);
}

Deno.test("checkSchema returns the value that fits", () => {
  const value = { title: "two", layers: [{ type: "dense", units: 10 }] };
  assertEquals(checkSchema(network, value, { to: "build" }), value);
});

Deno.test("checkSchema names the field, what was found and what is wanted", () => {
  assertEquals(complaint(3), "the value is 3 but must be an object");
  assertEquals(
    complaint({ title: "", layers: [] }),
    'title is "" but must be a text that is not empty',
  );
  assertEquals(complaint({ layers: [] }), "title is missing but must be a text that is not empty");
  assertEquals(complaint({ title: "a", layers: {} }), "layers is {} but must be a list");
  assertEquals(
    complaint({ title: "a", layers: [], rate: NaN }),
    "rate is NaN but must be a number of at least 0",
  );
  assertEquals(
    complaint({ title: "a", layers: [{ type: "dense", units: "10" }] }),
    'layers[0].units is "10" but must be an integer of at least 0',
  );
  assertEquals(
    complaint({ title: "a", layers: [{ type: "dropout" }] }),
    "layers[0].rate is missing but must be a number of at least 0",
  );
});

Deno.test("checkSchema lists what is known, and says what was meant", () => {
  assertEquals(
    complaint({ title: "a", layers: [], rat: 1 }),
    "found the unknown rat, known are title, layers, rate; did you mean rate?",
  );
  assertEquals(
    complaint({ title: "a", layers: [{ type: "dense", units: 1, unit: 2 }] }),
    "found the unknown layers[0].unit, known are type, units; did you mean units?",
  );
  assertEquals(
    complaint({ title: "a", layers: [{ type: "dens" }] }),
    'layers[0].type is "dens" but must be one of "dense", "dropout"; did you mean dense?',
  );
});

Deno.test("checkSchema throws the error that it is told to", () => {
  assertThrows(
    () => checkSchema(text, null, { to: "read", name: "the title", ErrorType: SyntaxError }),
    SyntaxError,
    "Cannot read: the title is null but must be a text that is not empty",
  );
});

const optimizer = oneOfTypes({
  sgd: { fields: {} },
  adam: { fields: { beta: amount } },
}, { wanted: "an optimizer: sgd(), adam()" });

const settings = v.strictObject({
  optimizer,
  rate: v.union([positive, optimizer], "a number greater than 0 or an optimizer"),
});

Deno.test("oneOfTypes tells objects apart by their type, and says what makes one", () => {
  const sgd = { type: "sgd" };
  const complaint = (value: unknown) =>
    assertThrows(() => checkSchema(settings, value, { to: "train" }), TypeError).message;
  checkSchema(settings, { optimizer: sgd, rate: { type: "adam", beta: 1 } }, { to: "train" });
  const wanted = "must be an optimizer: sgd(), adam()";
  const cases: [value: unknown, message: string][] = [
    [{ optimizer: "adam" }, `optimizer is "adam" but ${wanted}; did you mean adam()?`],
    [
      { optimizer: function sgd() {} },
      `optimizer is the function sgd but ${wanted}; did you mean sgd()?`,
    ],
    [{ optimizer: new Map() }, 'optimizer.type is missing but must be one of "sgd", "adam"'],
    [{ rate: 1 }, `optimizer is missing but ${wanted}`],
    [
      { optimizer: { type: "adamm", beta: 1 } },
      `optimizer.type is "adamm" but must be one of "sgd", "adam"; did you mean adam?`,
    ],
    [
      { optimizer: { type: "adam" } },
      "optimizer.beta is missing but must be a number of at least 0",
    ],
    [
      { optimizer: { type: "adam", bet: 1 } },
      "found the unknown optimizer.bet, known are type, beta; did you mean beta?",
    ],
    [
      { optimizer: sgd, rate: "0.1" },
      `rate is "0.1" but must be a number greater than 0 or an optimizer`,
    ],
    [
      { optimizer: sgd, rate: { type: "adam", beta: -1 } },
      "rate.beta is -1 but must be a number of at least 0",
    ],
  ];
  for (const [value, message] of cases) assertEquals(complaint(value), `Cannot train: ${message}`);
});

Deno.test("checkSchema finds a missing field under the name that was meant for it", () => {
  assertThrows(
    () =>
      checkSchema(settings, { optimizer: { type: "sgd" }, rate: undefined, rat: 1 }, { to: "do" }),
    TypeError,
    "Cannot do: found the unknown rat, known are optimizer, rate; did you mean rate?",
  );
});

Deno.test("checkSchema has words for whatever it finds", () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  const found: [value: unknown, words: string][] = [
    [circle, "an object"],
    [new Float32Array(1e6), "of class Float32Array"],
    [{ constructor: 1n }, "an object"],
    [Object.create(null), "{}"],
    ["x".repeat(1e6), `"${"x".repeat(56)}...`],
    [() => {}, "the function without a name"],
    [Symbol("a"), "Symbol(a)"],
  ];
  for (const [value, words] of found) {
    assertThrows(
      () => checkSchema(v.number("a number"), value, { to: "do" }),
      TypeError,
      `the value is ${words} but must be a number`,
    );
  }
});

Deno.test("didYouMean finds what was misspelt or shortened, and keeps quiet where nothing is near", () => {
  const known = ["learningRate", "epochs"];
  for (const found of ["learningrate", "learning_rate", "lr", "learn"]) {
    assertEquals(didYouMean(found, known), "; did you mean learningRate?");
  }
  for (const found of ["rate", "", "e", "x".repeat(1e6)]) {
    assertEquals(didYouMean(found, known), "");
  }
});
