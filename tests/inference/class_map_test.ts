// Tests of lib/inference/class_map.ts

import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { MapNetwork } from "../../lib/inference/class_map.ts";
import { blankImage } from "../../lib/inference/grey_image.ts";
import {
  batchNorm,
  conv2d,
  dense,
  flatten,
  type LayerSpec,
  maxPool2d,
  relu,
  Sequential,
  softmax,
} from "../../lib/nn/mod.ts";
import { Random } from "../../lib/tensor/mod.ts";

/** Layers that leave one answer of a window of 40x40. */
function layers(...first: readonly LayerSpec[]): LayerSpec[] {
  const pooled = [conv2d(6, { size: 5 }), batchNorm(), relu(), maxPool2d(2), maxPool2d(2)];
  return [...first, ...pooled, conv2d(11, { size: 9 }), flatten(), softmax()];
}

Deno.test("MapNetwork answers for every window of a picture what the network answers for it alone", () => {
  const network = new Sequential(layers(), { inputShape: [40, 40, 1], seed: 3 });
  const map = new MapNetwork(network);
  const random = new Random([1, "picture"]);
  // Wider than a tile, of which there are two sizes, and not a multiple of the stride.
  for (const [width, height] of [[40, 40], [131, 47], [371, 199]]) {
    const picture = blankImage(width, height);
    for (let i = 0; i < picture.values.length; i++) picture.values[i] = random.uniform();
    const { rows, columns, stride, classes, probabilities } = map.run(picture);
    assertEquals([stride, classes], [4, 11]);
    assertEquals([rows, columns], [
      Math.floor((height - 40) / 4) + 1,
      Math.floor((width - 40) / 4) + 1,
    ]);
    const x = network.backend.tensor([1, 40, 40, 1]);
    for (const [row, column] of [[0, 0], [rows - 1, columns - 1], [rows >> 1, columns >> 1]]) {
      for (let y = 0; y < 40; y++) {
        const from = (row * stride + y) * width + column * stride;
        x.data.set(picture.values.subarray(from, from + 40), y * 40);
      }
      const alone = network.forward(x).data;
      for (let i = 0; i < classes; i++) {
        assertAlmostEquals(probabilities[(row * columns + column) * classes + i], alone[i], 1e-4);
      }
    }
  }
});

Deno.test("MapNetwork refuses networks that do not do the same everywhere", () => {
  const refused = (specs: LayerSpec[], inputShape: number[]) => {
    const network = new Sequential(specs, { inputShape });
    assertThrows(() => new MapNetwork(network), RangeError, "Cannot read a page");
  };
  refused([flatten(), dense(11), softmax()], [40, 40, 1]);
  refused([flatten(), softmax()], [40, 40, 1]);
  refused(layers(conv2d(2, { padding: 1 })), [40, 40, 1]);
  refused([conv2d(11, { size: 28 }), flatten(), softmax()], [28, 28, 1]);
  refused([conv2d(11, { size: 39 }), flatten(), softmax()], [40, 40, 1]);
});
