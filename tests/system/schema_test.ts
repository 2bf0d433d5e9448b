// Values checked against schemas, and what the errors say.

import { assertEquals, assertThrows } from "@std/assert";
import * as v from "valibot";
import { amount, checkSchema, count, didYouMean, text } from "../../lib/system/schema.ts";

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

Deno.test("didYouMean finds what was misspelt, and keeps quiet where nothing is near", () => {
  assertEquals(
    didYouMean("learningrate", ["learningRate", "epochs"]),
    "; did you mean learningRate?",
  );
  assertEquals(didYouMean("lr", ["learningRate", "epochs"]), "");
});
