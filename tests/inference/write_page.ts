// Writes data/pictures/page.jpg: the first digits of pi in handwriting from the test set, with blue ink
// on a page in uneven light, tilted, and with the grain of a photograph.
//
//     deno run -A tests/inference/write_page.ts

import jpeg from "jpeg-js";
import { loadMnist } from "../../lib/data/mod.ts";
import { blankImage } from "../../lib/inference/grey_image.ts";
import { Random } from "../../lib/tensor/mod.ts";
import { drawImage } from "./draw_image.ts";

/** What is written on the page, line by line. */
export const lines = ["3141", "59265", "358"];

const [WIDTH, HEIGHT] = [900, 640];
const paper = [236, 226, 205];
const ink = [38, 52, 118];

if (import.meta.main) {
  const { test } = await loadMnist();
  const random = new Random([7, "page"]);
  const page = blankImage(WIDTH, HEIGHT);
  for (const [row, digits] of lines.entries()) {
    let left = 60 + 60 * random.uniform();
    for (const digit of digits) {
      let index = 0;
      do index = Math.floor(test.count * random.uniform()); while (
        test.label(index) !== Number(digit)
      );
      const side = 180;
      const drawn = drawImage(test.image(index), {
        canvas: side,
        scale: 5.2 + 0.9 * random.uniform(),
        edge: "pen",
      });
      const top = Math.round(20 + 200 * row + 0.06 * left + 14 * random.uniform());
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          const at = (top + y) * WIDTH + Math.round(left) + x;
          page.values[at] = Math.max(page.values[at], drawn.values[side * y + x]);
        }
      }
      left += 135 + 30 * random.uniform();
    }
  }
  const data = new Uint8Array(4 * WIDTH * HEIGHT);
  for (const [i, value] of page.values.entries()) {
    const [x, y] = [i % WIDTH / WIDTH, Math.floor(i / WIDTH) / HEIGHT];
    // A lamp at the upper left, and the shadow of a hand at the lower right.
    const light = 1.04 - 0.3 * Math.hypot(x - 0.2, y - 0.1) -
      0.25 / (1 + Math.exp(-30 * (x + 0.6 * y - 1.15)));
    const grain = 3 * random.normal();
    for (let channel = 0; channel < 3; channel++) {
      const color = paper[channel] + (ink[channel] - paper[channel]) * value;
      data[4 * i + channel] = Math.max(0, Math.min(255, light * color + grain));
    }
    data[4 * i + 3] = 255;
  }
  const folder = new URL("../../data/pictures/", import.meta.url);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(
    new URL("page.jpg", folder),
    jpeg.encode({ width: WIDTH, height: HEIGHT, data }, 75).data,
  );
}
