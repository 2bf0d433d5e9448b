// What the pad says of the outputs of a network.

import { assertEquals } from "@std/assert";
import { digitOf, percent, shownAnswer, spokenAnswer } from "../../../lib/pad/page/answer_text.ts";

Deno.test("shownAnswer is the digit of the largest output", () => {
  assertEquals(shownAnswer([0.001, 0.9, 0.099]), "This is a 1 (90.0 %)");
});

Deno.test("spokenAnswer tells of a rival, if there is one", () => {
  assertEquals(spokenAnswer([0.1, 0.9, 0]), "This is a 1, 90.0 %, or a 0, 10.0 %");
  assertEquals(spokenAnswer([0.001, 0.999, 0]), "This is a 1, 99.9 %");
});

Deno.test("a network that computes what is no finite number has no answer", () => {
  const outputs = new Float32Array(10).fill(NaN);
  const said = "No answer: this network computes what is no finite number";
  assertEquals([shownAnswer(outputs), spokenAnswer(outputs)], [said, said]);
  for (const value of [NaN, Infinity, -Infinity]) {
    assertEquals(digitOf([0.9, value, 0.1]), undefined);
    assertEquals(shownAnswer([0.9, value, 0.1]), said);
    assertEquals(percent(value), "");
  }
});
