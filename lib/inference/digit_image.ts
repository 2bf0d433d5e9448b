// A digit that was found on a page as an image of MNIST, for networks that have never seen a page.

import { findComponents } from "./components.ts";
import { boundsOfInk, type Box, type GreyImage, growBox } from "./grey_image.ts";
import { MNIST_SIDE, mnistImage } from "./mnist_image.ts";

/** So much is looked at around a digit, as a part of its size, to know what paper looks like. */
const AROUND = 0.5;
/** A digit may reach out of the square where it was found by this part of its size. */
const REACH = 0.1;
/** Pieces of a digit have their middle no farther from its own than this part of its size, to either side. */
const BESIDE = 0.27;
/** Less than this part of the darkest ink is paper, with its grain and its shadows. */
const PAPER = 0.25;
/** This part of what is ink is as dark as ink can be. */
const DARK = 0.25;

/**
 * Takes a digit out of a page, without what stands beside it, and makes an image of MNIST of it.
 *
 * @param picture Luminance, of dark ink on light paper.
 * @param box The square where the digit was found.
 * @returns 28x28 bytes, 0 for paper and 255 for ink; nothing but paper if nothing stands out.
 */
export function digitImage(picture: GreyImage, box: Box): Uint8Array {
  const size = box.width;
  const around = crop(picture, growBox(box, AROUND * size));
  const inside = growBox({ ...box, x: box.x - around.x, y: box.y - around.y }, REACH * size);
  const ink = inkOf(around, inside);
  const { width, values } = ink;
  const { components, labels } = findComponents(ink);
  const middle = inside.x + inside.width / 2;
  const pieces = new Set(
    components.keys().filter((index) => {
      const piece = components[index].box;
      return contains(inside, piece) &&
        Math.abs(piece.x + piece.width / 2 - middle) <= BESIDE * size;
    }),
  );
  for (const [i, label] of labels.entries()) {
    // A line of the paper joins a digit with all that is beside it: then it is cut out.
    const isPart = pieces.size > 0
      ? pieces.has(label)
      : contains(inside, { x: i % width, y: Math.floor(i / width), width: 1, height: 1 });
    if (!isPart) values[i] = 0;
  }
  return boundsOfInk(ink) ? mnistImage(ink) : new Uint8Array(MNIST_SIDE * MNIST_SIDE);
}

/** How much ink there is in each pixel: 0 is paper, 1 is the ink of a stroke in the box. */
function inkOf({ width, height, values }: GreyImage, inside: Box): GreyImage {
  const paper = values.toSorted()[values.length >> 1];
  const depths = values.map((value) => paper - value);
  const within = depths.filter((_, i) =>
    contains(inside, { x: i % width, y: Math.floor(i / width), width: 1, height: 1 })
  );
  const least = PAPER * within.reduce((a, b) => Math.max(a, b), 0);
  const inked = within.filter((depth) => depth > least).sort();
  const full = inked[Math.floor((1 - DARK) * inked.length)];
  return {
    width,
    height,
    values: depths.map((depth) => depth > least ? Math.min(1, depth / full) : 0),
  };
}

/** The pixels of a picture in a box, and where they begin. */
function crop({ width, height, values }: GreyImage, box: Box): GreyImage & Box {
  const [left, top] = [Math.max(0, Math.floor(box.x)), Math.max(0, Math.floor(box.y))];
  const right = Math.min(width, Math.ceil(box.x + box.width));
  const bottom = Math.min(height, Math.ceil(box.y + box.height));
  const cropped = new Float32Array((right - left) * (bottom - top));
  for (let y = top; y < bottom; y++) {
    cropped.set(values.subarray(y * width + left, y * width + right), (y - top) * (right - left));
  }
  return { x: left, y: top, width: right - left, height: bottom - top, values: cropped };
}

function contains(box: Box, { x, y, width, height }: Box): boolean {
  return x >= box.x && y >= box.y && x + width <= box.x + box.width &&
    y + height <= box.y + box.height;
}
