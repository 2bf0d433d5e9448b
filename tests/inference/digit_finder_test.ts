// Tests of lib/inference/digit_finder.ts, with the network of the project

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { DigitFinder } from "../../lib/inference/digit_finder.ts";
import { blankImage, type GreyImage } from "../../lib/inference/grey_image.ts";
import { loadModel } from "../../lib/inference/models.ts";
import { loadPageNetwork } from "../../lib/inference/page_network.ts";
import { conv2d, flatten, Sequential, softmax } from "../../lib/nn/mod.ts";
import { drawImage } from "./draw_image.ts";
import { stubbornReader } from "./stubborn_reader.ts";

const { test } = await loadMnist();
const finder = new DigitFinder(await loadPageNetwork());

/** White paper with test images of a size at places. */
function page(
  [width, height]: readonly [number, number],
  digits: readonly { index: number; x: number; y: number; scale: number }[],
): GreyImage {
  const picture = blankImage(width, height);
  picture.values.fill(1);
  for (const { index, x, y, scale } of digits) {
    const canvas = Math.ceil(28 * scale);
    const drawn = drawImage(test.image(index), { canvas, scale, edge: "pen" });
    for (let i = 0; i < drawn.values.length; i++) {
      const at = (y + Math.floor(i / canvas)) * width + x + i % canvas;
      picture.values[at] = Math.min(picture.values[at], 1 - drawn.values[i]);
    }
  }
  return picture;
}

Deno.test("DigitFinder finds digits of all sizes: where they are, how large, and which", () => {
  const digits = [
    { index: 0, x: 10, y: 20, scale: 1 },
    { index: 1, x: 100, y: 10, scale: 2 },
    { index: 2, x: 200, y: 30, scale: 6 },
    { index: 3, x: 20, y: 120, scale: 4 },
  ];
  const found = finder.find(page([400, 250], digits), { atLeast: 0.5 });
  assertEquals(found.length, digits.length);
  for (const { index, x, y, scale } of digits) {
    const near = found.find(({ box }) =>
      Math.hypot(box.x + box.width / 2 - x - 14 * scale, box.y + box.height / 2 - y - 14 * scale) <
        5 * scale
    );
    if (near === undefined) {
      throw new Error(`the ${test.label(index)} of scale ${scale} was not found`);
    }
    assertAlmostEquals(near.box.width, 20 * scale, 6 * scale);
    const { digit, score, probabilities } = near;
    assertEquals(digit, test.label(index));
    assertEquals(score, 1 - probabilities[10]);
    assertEquals(probabilities[digit], Math.max(...probabilities));
    assertAlmostEquals(probabilities.reduce((sum, p) => sum + p), 1, 1e-4);
  }
});

Deno.test("DigitFinder finds nothing on blank paper, nor in pictures of a pixel", () => {
  for (const [width, height] of [[300, 200], [1, 1], [1, 500]]) {
    const blank = blankImage(width, height);
    blank.values.fill(0.8);
    assertEquals(finder.find(blank, { atLeast: 0.5 }), []);
  }
});

Deno.test("DigitFinder lets the reader decide what is a digit, and which", async () => {
  const picture = page([200, 100], [{ index: 0, x: 20, y: 20, scale: 2 }]);
  const network = await loadPageNetwork();
  assertEquals(new DigitFinder(network).propose(picture).length > 0, true);
  for (const side of [28, 40]) {
    const found = (answer: number) =>
      new DigitFinder(network, { reader: stubbornReader(answer, side) }).find(picture, {
        atLeast: 0.9,
      });
    assertEquals(found(10), []);
    const threes = found(3);
    assertEquals(threes.length > 0, true);
    for (const { digit, probabilities, window } of threes) {
      assertEquals(digit, 3);
      assertAlmostEquals(probabilities[3], 1, 1e-3);
      assertEquals(window.length, side ** 2);
    }
  }
});

Deno.test("DigitFinder names the likeliest digit where none is likelier still", async () => {
  const picture = page([200, 100], [{ index: 0, x: 20, y: 20, scale: 2 }]);
  const reader = stubbornReader(7, 36);
  const [, bias] = reader.parameters;
  bias.value.data[10] = 20 + Math.log(1.5);
  const found = new DigitFinder(await loadPageNetwork(), { reader }).find(picture, {
    atLeast: 0.3,
  });
  assertEquals(found.length > 0, true);
  for (const { digit, score } of found) {
    assertEquals(digit, 7);
    assertAlmostEquals(score, 0.4, 1e-3);
  }
});

Deno.test("DigitFinder takes the mean of all readers as the last word", async () => {
  const picture = page([200, 100], [{ index: 0, x: 20, y: 20, scale: 2 }]);
  const readers = {
    reader: stubbornReader(3, 36),
    others: [stubbornReader(3, 36), stubbornReader(7, 36)],
  };
  const found = new DigitFinder(await loadPageNetwork(), readers).find(picture, { atLeast: 0.9 });
  assertEquals(found.length > 0, true);
  for (const { probabilities } of found) {
    assertAlmostEquals(probabilities[3], 2 / 3, 1e-3);
    assertAlmostEquals(probabilities[7], 1 / 3, 1e-3);
  }
});

Deno.test("DigitFinder refuses networks for single digits", async () => {
  const { network } = await loadModel("cnn");
  assertThrows(() => new DigitFinder(network), RangeError, "Cannot read a page");
});

Deno.test("DigitFinder refuses readers of other windows, or without the class none", async () => {
  const network = await loadPageNetwork();
  for (const side of [27, 42]) {
    assertThrows(
      () => new DigitFinder(network, { reader: stubbornReader(3, side) }),
      RangeError,
      `with a network from ${side}x${side}x1 to 11`,
    );
  }
  const two = { reader: stubbornReader(3, 36), others: [stubbornReader(3, 40)] };
  assertThrows(() => new DigitFinder(network, two), RangeError, "all readers the same");
  const five = new Sequential([conv2d(5, { size: 40 }), flatten(), softmax()], {
    inputShape: [40, 40, 1],
  });
  for (const options of [{}, { reader: network }]) {
    assertThrows(() => new DigitFinder(five, options), RangeError, "it must have 11, ten digits");
  }
  const { network: cnn } = await loadModel("cnn");
  assertThrows(() => new DigitFinder(network, { reader: cnn }), RangeError, "28x28x1 to 10");
});
