// How a page comes into a picture, well or badly.

import type { Box, GreyImage } from "../inference/grey_image.ts";
import { blur, compress, darkenEdges, grain, layOnTable, light } from "./camera.ts";
import type { Canvas } from "./canvas.ts";
import { between, chance } from "./dice.ts";
import type { Page, PageDigit } from "./page.ts";
import type { Style } from "./page_style.ts";

/** Takes the picture, well or badly. */
export function photograph(
  sheet: Canvas,
  { style: { random, size }, digits, isCrop }: {
    style: Style;
    digits: readonly PageDigit[];
    isCrop: boolean;
  },
): Page {
  let picture: GreyImage = sheet;
  let place = (box: Box) => box;
  if (isCrop && digits.length > 0) {
    ({ picture, place } = cropTo(sheet, {
      box: digits[0].box,
      margin: size * between(random, [0, 0.2]),
    }));
  } else if (chance(random, 0.4)) {
    const margin = chance(random, 0.4) ? size * between(random, [0, 1.2]) : 0;
    const turn = chance(random, 0.2) ? 0.15 : 0.06;
    ({ picture, place } = layOnTable(sheet, { random, margin, turn, tilt: 0.15 }));
  }
  if (chance(random, 0.5)) light(picture, random);
  if (!isCrop && chance(random, 0.12)) darkenEdges(picture, random);
  if (chance(random, 0.5)) blur(picture, size * between(random, [0, 0.045]));
  grain(picture, { random, std: chance(random, 0.5) ? between(random, [0, 0.04]) : 0 });
  if (chance(random, 0.3)) compress(picture, random);
  const found = digits.map(({ digit, box }) => ({ digit, box: place(box) }));
  return { picture, digits: found };
}

/** The part of a sheet around a box. */
function cropTo(
  sheet: Canvas,
  { box, margin }: { box: Box; margin: number },
): { picture: GreyImage; place: (box: Box) => Box } {
  const [left, top] = [
    Math.max(0, Math.round(box.x - margin)),
    Math.max(0, Math.round(box.y - margin)),
  ];
  const right = Math.min(sheet.width, Math.round(box.x + box.width + margin));
  const bottom = Math.min(sheet.height, Math.round(box.y + box.height + margin));
  const [width, height] = [right - left, bottom - top];
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * sheet.width + left;
    values.set(sheet.values.subarray(from, from + width), y * width);
  }
  const place = (box: Box) => ({ ...box, x: box.x - left, y: box.y - top });
  return { picture: { width, height, values }, place };
}
