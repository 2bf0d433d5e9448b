// A drawn digit as an image of MNIST: of the same size, at the same place, with the same contrast.

import { boundsOfInk, type Box, type GreyImage } from "./grey_image.ts";
import { resample } from "./resample.ts";

/** Height and width of an image of MNIST. */
export const MNIST_SIDE = 28;
/** Height and width of the square that MNIST fits every digit into. */
const DIGIT_SIDE = 20;
/** The pixel that the centre of mass falls into: just right of and below the middle of the image. */
const CENTRE = MNIST_SIDE / 2;

/**
 * The way from a drawing to what a network was trained on: crop the ink, fit it into 20x20 keeping
 * its aspect, and move it by integer numbers of pixels until its centre of mass lies in the middle of 28x28.
 *
 * Source: Yann LeCun, "The MNIST database of handwritten digits", the section on how the images were
 * made. What it leaves open was read off the images: in 9,997 of 10,000 the longer side of the ink is
 * exactly 20 pixels; in all of them the centre of mass rounds to pixel 14; the darkest pixel has 254
 * or 255.
 *
 * @param image A picture of one digit.
 * @returns 28 rows of 28 bytes, 0 for paper and 255 for ink.
 * @throws {RangeError} If there is no ink.
 */
export function mnistImage(image: GreyImage): Uint8Array {
  const box = boundsOfInk(image);
  if (box === undefined) {
    throw new RangeError(
      `Cannot read a digit: there is no ink in the picture of ${image.width}x${image.height} pixels`,
    );
  }
  const digit = fit(image, box);
  const [x, y] = offset(digit);
  const peak = digit.values.reduce((max, value) => Math.max(max, value), 0);
  const bytes = new Uint8Array(MNIST_SIDE * MNIST_SIDE);
  for (let row = 0; row < digit.height; row++) {
    for (let column = 0; column < digit.width; column++) {
      bytes[(y + row) * MNIST_SIDE + x + column] = Math.round(
        255 * digit.values[row * digit.width + column] / peak,
      );
    }
  }
  return bytes;
}

/** The ink in a box, in such a size that its longer side has 20 pixels. */
function fit(image: GreyImage, box: Box): GreyImage {
  const scale = DIGIT_SIDE / Math.max(box.width, box.height);
  const width = Math.ceil(box.width * scale - 1e-6);
  const height = Math.ceil(box.height * scale - 1e-6);
  // The shorter side is widened to an integer number of pixels, evenly on both sides.
  const wide = { width: width / scale, height: height / scale };
  return resample(image, {
    box: {
      x: box.x - (wide.width - box.width) / 2,
      y: box.y - (wide.height - box.height) / 2,
      ...wide,
    },
    width,
    height,
  });
}

/** Where the upper left corner of a digit goes. */
function offset({ width, height, values }: GreyImage): [x: number, y: number] {
  let [mass, momentX, momentY] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    mass += values[i];
    momentX += values[i] * (i % width);
    momentY += values[i] * Math.floor(i / width);
  }
  return [
    within(CENTRE - Math.round(momentX / mass), MNIST_SIDE - width),
    within(CENTRE - Math.round(momentY / mass), MNIST_SIDE - height),
  ];
}

function within(value: number, max: number): number {
  return Math.max(0, Math.min(max, value));
}
