// What drawing costs: test images on a canvas, at any index and in any size, read back by a network.
//
//     deno run -A tests/inference/measure_canvas.ts [MODEL...] [--images=COUNT]

import { parseArgs } from "node:util";
import { percent, percentagePoints, table } from "../../lib/charts/mod.ts";
import { type Dataset, loadMnist } from "../../lib/data/mod.ts";
import { classify, loadModel, mnistImage, modelNames } from "../../lib/inference/mod.ts";
import type { Sequential } from "../../lib/nn/mod.ts";
import { Random } from "../../lib/tensor/mod.ts";
import { drawImage, type DrawOptions } from "./draw_image.ts";

/** Height and width of the canvas: that of the drawing pad. */
const CANVAS = 280;
/** How the canvas is filled by an image of 28x28. */
const FILLING = CANVAS / 28;
/**
 * What digits of other sizes are larger or smaller than: an image of half the canvas, for of twice the
 * size it fills the canvas, and then there is room to shift it by 8 of these pixels.
 */
const USUAL = FILLING / 2;
const MAX_SHIFT = 8 * USUAL;

/** What came of one way to draw. */
interface Drawn {
  readonly how: string;
  readonly accuracy: number;
}

/**
 * Draws all images in several ways and asks a network what they are.
 *
 * @returns The accuracy on the images themselves, and on what was drawn.
 */
export function measureCanvas(
  network: Sequential,
  images: Dataset,
): { direct: number; drawn: Drawn[] } {
  const accuracyOf = (read: (index: number) => Uint8Array) => {
    const all = Array.from({ length: images.count }, (_, index) => read(index));
    const answers = classify(network, all);
    return answers.filter(({ digit }, index) => digit === images.label(index)).length /
      images.count;
  };
  const drawn: Drawn[] = [];
  for (const edge of ["smooth", "pen"] as const) {
    const draw = (index: number, options: Omit<DrawOptions, "canvas" | "edge">) =>
      drawImage(images.image(index), { canvas: CANVAS, edge, ...options });
    const add = (how: string, read: (index: number) => Uint8Array) =>
      drawn.push({ how: `${how}, ${edge} edges`, accuracy: accuracyOf(read) });
    add("filling the canvas", (index) => mnistImage(draw(index, { scale: FILLING })));
    const random = new Random([1, "places"]);
    const even = (from: number, to: number) => from + (to - from) * random.uniform();
    add("shifted by up to 8, scaled by 0.5 to 2", (index) => {
      const scale = USUAL * 2 ** even(-1, 1);
      const shift = [even(-MAX_SHIFT, MAX_SHIFT), even(-MAX_SHIFT, MAX_SHIFT)] as const;
      return mnistImage(draw(index, { scale, shift }));
    });
  }
  return { direct: accuracyOf((index) => images.image(index)), drawn };
}

if (import.meta.main) {
  const { values: { images }, positionals: names } = parseArgs({
    args: Deno.args,
    options: { images: { type: "string" } },
    allowPositionals: true,
  });
  const { test } = await loadMnist();
  const some = test.take(Number(images ?? test.count));
  for (const name of names.length > 0 ? names : await modelNames()) {
    const { network, title } = await loadModel(name);
    const { direct, drawn } = measureCanvas(network, some);
    console.log(`${title}: ${percent(direct)} of ${some.count} test images, and drawn`);
    console.log(`${
      table(drawn.map(({ how, accuracy }) => ({
        how,
        accuracy: percent(accuracy),
        difference: percentagePoints(accuracy - direct),
      })))
    }\n`);
  }
}
