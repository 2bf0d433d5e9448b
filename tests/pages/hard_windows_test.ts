// Tests of lib/pages/hard_windows.ts

import { assertEquals } from "@std/assert";
import { loadMnist } from "../../lib/data/mod.ts";
import { conv2d, flatten, Sequential, softmax } from "../../lib/nn/mod.ts";
import { cutHardWindows } from "../../lib/pages/hard_windows.ts";

const { train } = await loadMnist();

/** A network that gives every window the same answers, because it has nothing but biases. */
function stubborn(answer: number): Sequential {
  const layers = [conv2d(11, { size: 40, stride: 4 }), flatten(), softmax()];
  const network = new Sequential(layers, { inputShape: [40, 40, 1] });
  const [weights, bias] = network.parameters;
  weights.value.data.fill(0);
  bias.value.data[answer] = 20;
  return network;
}

Deno.test("cutHardWindows keeps what is none for a network that sees a three everywhere", () => {
  const windows = cutHardWindows(stubborn(3), { images: train, pages: 2, seed: 1 });
  assertEquals(windows.imageShape, [40, 40]);
  assertEquals(windows.count > 0, true);
  for (let i = 0; i < windows.count; i++) assertEquals(windows.label(i) === 3, false);
});

Deno.test("cutHardWindows keeps nothing for a network that sees nothing", () => {
  assertEquals(cutHardWindows(stubborn(10), { images: train, pages: 2, seed: 1 }).count, 0);
});
