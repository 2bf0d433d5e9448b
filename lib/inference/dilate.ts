// Strokes of thin pens, made as thick as those of MNIST.

import { distanceTransform } from "./distance_transform.ts";
import { blankImage, boundsOfInk, type GreyImage, INK_THRESHOLD } from "./grey_image.ts";

/** The strokes of MNIST are about this part of the longer side of a digit thick, or more. */
const MIN_THICKNESS = 0.08;

/**
 * Widens the strokes of a digit if they are thinner than those of MNIST, which was written with other
 * pens: fitted into 20x20 pixels, a hairline is pale, and networks have not seen pale digits.
 *
 * @param digit A picture of one digit.
 * @returns A picture that is larger all around by as much as the strokes grew; the picture itself if they
 * are thick enough.
 */
export function dilate(digit: GreyImage): GreyImage {
  const box = boundsOfInk(digit);
  if (box === undefined) return digit;
  const wanted = MIN_THICKNESS * Math.max(box.width, box.height);
  const radius = (wanted - thicknessOf(digit)) / 2;
  if (radius < 0.5) return digit;
  const wide = withRim(digit, Math.ceil(radius));
  const { values } = wide;
  const distances = distanceTransform(wide, (value) => value > INK_THRESHOLD);
  for (let i = 0; i < values.length; i++) {
    // The new edge is one pixel soft.
    values[i] = Math.max(values[i], Math.min(1, radius + 1 - distances[i]));
  }
  return wide;
}

/** A picture with paper all around it. */
function withRim({ width, height, values }: GreyImage, rim: number): GreyImage {
  const wide = blankImage(width + 2 * rim, height + 2 * rim);
  for (let y = 0; y < height; y++) {
    wide.values.set(values.subarray(y * width, (y + 1) * width), (y + rim) * wide.width + rim);
  }
  return wide;
}

/**
 * How thick the strokes are, on average, in pixels: a stroke is as long as half of its outline, and its
 * area is its length times its thickness.
 */
function thicknessOf({ width, height, values }: GreyImage): number {
  let area = 0;
  let outline = 0;
  const isInked = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && values[y * width + x] > INK_THRESHOLD;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!isInked(x, y)) continue;
      area++;
      if (!isInked(x - 1, y) || !isInked(x + 1, y) || !isInked(x, y - 1) || !isInked(x, y + 1)) {
        outline++;
      }
    }
  }
  return 2 * area / Math.max(1, outline);
}
