// Where images lie in a hidden layer: its many dimensions, seen from the side where they are spread most.

import { type Chart, percent, scatterChart } from "../charts/mod.ts";
import type { Dataset } from "../data/mod.ts";
import type { Sequential } from "../nn/mod.ts";
import { principalComponents } from "../stats/mod.ts";

/**
 * Draws what the neurons of a hidden layer answer to each image, along the two principal components of all
 * answers.
 *
 * @param network One that takes the pixels of an image in a row.
 * @param options `images`: what it is shown; `layers`: how many of its layers are passed, an activation
 * being one; `title`: which network this is.
 */
export function hiddenSpace(
  network: Sequential,
  { images, layers, title }: { images: Dataset; layers: number; title: string },
): Chart {
  const pixels = images.image(0).length;
  const bytes = new Uint8Array(images.count * pixels);
  for (let i = 0; i < images.count; i++) bytes.set(images.image(i), i * pixels);
  let y = network.backend.tensor([images.count, pixels]);
  network.backend.bytesToFloats(bytes, { out: y });
  for (const layer of network.layers.slice(0, layers)) {
    y = layer.forward(y, { training: false, step: 0 });
  }
  const width = y.size / images.count;
  const points = Array.from(
    { length: images.count },
    (_, i) => y.data.slice(i * width, (i + 1) * width),
  );
  const { coordinates, shares: [first, second] } = principalComponents(points);
  return scatterChart(coordinates.map(([x, y], i) => ({ x, y, digit: images.label(i) })), {
    x: "first component",
    y: `second component, ${title}`,
    text: `${title}: ${percent(first + second, 0)} of the variance in two components`,
  });
}
