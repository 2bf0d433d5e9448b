// Tests of lib/inference/classify.ts

import { assert, assertEquals, assertThrows } from "@std/assert";
import { classify } from "../../lib/inference/classify.ts";
import { conv2d, dense, flatten, relu, Sequential, softmax } from "../../lib/nn/mod.ts";

const images = [1, 2, 3].map((seed) =>
  Uint8Array.from({ length: 784 }, (_, i) => (i * i * seed) % 251)
);

Deno.test("classify gives for each image what the network puts out, and its largest", () => {
  const network = new Sequential([dense(10), softmax()], { inputShape: [784] });
  const answers = classify(network, images);
  for (const [i, { digit, outputs }] of answers.entries()) {
    const x = network.backend.tensor([1, 784]);
    x.data.set(Float32Array.from(images[i], (byte) => byte / 255));
    assertEquals(outputs, network.forward(x).data.slice());
    assert(outputs.every((output) => output <= outputs[digit]));
  }
  assertEquals(new Set(answers.map(({ outputs }) => outputs.join())).size, 3);
});

Deno.test("classify shows images to networks that take rows and to those that take squares", () => {
  const layers = [conv2d(2, { size: 3 }), relu(), flatten(), dense(10), softmax()];
  const network = new Sequential(layers, { inputShape: [28, 28, 1] });
  assertEquals(classify(network, images).length, 3);
});

Deno.test("classify refuses images of another size", () => {
  const network = new Sequential([dense(10)], { inputShape: [100] });
  assertThrows(
    () => classify(network, images),
    RangeError,
    "it has 784 pixels but the network takes 100",
  );
});

Deno.test("classify takes what is no finite number for no digit", () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    const network = new Sequential([dense(10)], { inputShape: [784] });
    network.parameters[1].value.data[3] = value;
    assertThrows(() => classify(network, images), RangeError, `the network puts out ${value}`);
  }
  const network = new Sequential([dense(10), softmax()], { inputShape: [784] });
  network.parameters[1].value.data[3] = NaN;
  assertThrows(() => classify(network, images), RangeError, "the network puts out NaN");
});
