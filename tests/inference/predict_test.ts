// Tests of lib/inference/predict.ts

import { assertEquals, assertRejects } from "@std/assert";
import { encode } from "fast-png";
import { loadMnist } from "../../lib/data/mod.ts";
import { loadModel } from "../../lib/inference/models.ts";
import { loadDigitFinder } from "../../lib/inference/page_network.ts";
import { predict } from "../../lib/inference/predict.ts";
import { drawPage } from "./draw_page.ts";
import { lines } from "./write_page.ts";

const { test } = await loadMnist();
const { network } = await loadModel("three-layers");
const finder = await loadDigitFinder();

/** Indices of test images, and what they show. */
const rows = [[0, 1, 2, 3], [4, 5, 12, 7]];
const truth = rows.flat().map((index) => test.label(index)).join("");

Deno.test("predict reads several lines of digits, dark on light and light on dark", async () => {
  assertEquals(
    (await predict(drawPage(test, { rows, paper: 240, ink: 30 }), { model: network })).text,
    truth,
  );
  assertEquals(
    (await predict(drawPage(test, { rows, paper: 20, ink: 250 }), { model: network })).text,
    truth,
  );
});

Deno.test("predict reads a photograph: uneven light, grain, lines that slope", async () => {
  const path = new URL("../../data/pictures/page.jpg", import.meta.url);
  assertEquals((await predict(path, { model: network })).text, lines.join(""));
});

Deno.test("predict knows where the digits are and what the network saw", async () => {
  const { digits } = await predict(drawPage(test, { rows: [[0]] }), { model: "three-layers" });
  assertEquals(digits.length, 1);
  const [{ digit, box, image, outputs }] = digits;
  assertEquals([digit, image.length, outputs.length], [7, 784, 10]);
  // The digit is 70 pixels high.
  assertEquals([box.width > 60, box.width < 85, box.width], [true, true, box.height]);
});

Deno.test("predict unless told reads with the network for pages, and says how sure it is", async () => {
  for (const [paper, ink] of [[240, 30], [20, 250]]) {
    const page = drawPage(test, { rows, paper, ink });
    const reading = await predict(page, { finder });
    assertEquals(reading.rows.map((row) => row.length), [4, 4]);
    const right = reading.digits.filter(({ digit }, i) => `${digit}` === truth[i]).length;
    // Of eight digits it may misread one.
    assertEquals(right >= 7, true, `${reading.text} instead of ${truth}`);
    for (const { outputs, isSure, digit } of reading.digits) {
      assertEquals([outputs.length, isSure], [11, outputs[digit] >= 0.95]);
    }
  }
});

Deno.test("predict says that there is no digit on blank paper, whoever reads", async () => {
  const blank = encode({ width: 90, height: 50, data: new Uint8Array(4500).fill(9), channels: 1 });
  for (const model of [undefined, network]) {
    await assertRejects(() => predict(blank, { model }), RangeError, "nothing looks like one");
  }
});

Deno.test("predict refuses a model that there is not before it looks for digits", async () => {
  const nothing = new Uint8Array();
  await assertRejects(
    () => predict(nothing, { model: "cn" }),
    Deno.errors.NotFound,
    "did you mean cnn?",
  );
});
