// Digits of pages to measure on: with their own strokes, or with a thinner pen along the middle of these.

import { distanceTransform } from "./distance_transform.ts";
import { blankImage, boundsOfInk, type GreyImage } from "../inference/grey_image.ts";
import { resample } from "../inference/resample.ts";
import type { Random } from "../tensor/random.ts";
import { between } from "./dice.ts";
import { clampToUnit } from "../system/clamp_to_unit.ts";

const SIDE = 28;
/** A run of pixels goes across a stroke if it is at most so many times as long as strokes are wide. */
const ACROSS = 1.5;
/** Its middle is at least so deep in the ink as anything within this part of the digit's height. */
const DEEP = 0.5;
const REACH = 0.05;
/** What is deeper than strokes by this factor is more than a stroke: a loop that has run full, a blot. */
const BLOT = 1.3;

/**
 * The ink of a digit, cut to its edges.
 *
 * @param image 28x28 bytes, 255 for ink.
 * @param options `size`: the longer side of the ink; `width`: that of the pen as a part of it, or
 * `undefined` for the strokes of the image.
 */
export function inkOf(
  image: Uint8Array,
  { size, width }: { size: number; width: number | undefined },
): GreyImage {
  const values = Float32Array.from(image, (byte) => byte / 255);
  const bounds = boundsOfInk({ width: SIDE, height: SIDE, values });
  if (bounds === undefined) return blankImage(1, 1);
  const scale = size / Math.max(bounds.width, bounds.height);
  const side = Math.round(SIDE * scale);
  const large = resample({ width: SIDE, height: SIDE, values }, { width: side, height: side });
  const ink = width === undefined ? sharpen(large, scale) : trace(large, { size, width });
  return crop(ink);
}

/** A 4 of two strokes that do not touch. */
export function openFour(
  random: Random,
  { size, width }: { size: number; width: number },
): GreyImage {
  const ink = blankImage(Math.ceil(1.2 * size), Math.ceil(1.2 * size));
  const jitter = () => size * between(random, [-0.03, 0.03]);
  const corner = [0.12 * size + jitter(), 0.66 * size + jitter()] as const;
  const gap = width * size + Math.max(3, 0.08 * size);
  const stem = 0.62 * size + jitter();
  const lines = [
    [[0.3 * size + jitter(), 0.1 * size + jitter()], corner],
    [corner, [stem - gap / 2 - 0.02 * size, 0.66 * size + jitter()]],
    [[stem + gap / 2, 0.35 * size + jitter()], [stem + gap / 2 + jitter(), 1.05 * size]],
  ] as const;
  for (let y = 0; y < ink.height; y++) {
    for (let x = 0; x < ink.width; x++) {
      const distance = Math.min(...lines.map(([[ax, ay], [bx, by]]) => {
        const [dx, dy] = [bx - ax, by - ay];
        const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
        const t = clampToUnit(along);
        return Math.hypot(x - ax - t * dx, y - ay - t * dy);
      }));
      const value = width * size / 2 + 0.5 - distance;
      ink.values[y * ink.width + x] = clampToUnit(value);
    }
  }
  return crop(ink);
}

/** Edges as a pen leaves them, instead of those of a small image that was made larger. */
function sharpen(image: GreyImage, scale: number): GreyImage {
  const slope = Math.max(1, scale / 2);
  const values = image.values.map((value) => clampToUnit(0.5 + slope * (value - 0.5)));
  return { ...image, values };
}

/**
 * Draws anew along the middles of strokes: those of their short runs of pixels, and what joins them as the
 * strokes are joined.
 */
function trace(image: GreyImage, { size, width }: { size: number; width: number }): GreyImage {
  const { width: side, height } = image;
  const depth = distanceTransform(image, (value) => value <= 0.5);
  const longest = ACROSS * 2 * depth.reduce((a, b) => Math.max(a, b), 0);
  const middle = blankImage(side, height);
  const reach = Math.round(REACH * size);
  /** Ends and bumps of a stroke have short runs, too, but lie nearer to its edge than its middle does. */
  const isDeep = (at: number) => {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        if (depth[at] < DEEP * (depth[at + dy * side + dx] ?? 0)) return false;
      }
    }
    return true;
  };
  /** Marks the middle of each short run of a row or a column. */
  const mark = (length: number, at: (i: number) => number) => {
    let start = -1;
    for (let i = 0; i <= length; i++) {
      const isInk = i < length && depth[at(i)] > 0;
      if (isInk && start === -1) start = i;
      if (isInk || start === -1) continue;
      const centre = at((start + i - 1) >> 1);
      if (i - start <= longest && isDeep(centre)) middle.values[centre] = 1;
      start = -1;
    }
  };
  for (let y = 0; y < height; y++) mark(side, (x) => y * side + x);
  for (let x = 0; x < side; x++) mark(height, (y) => y * side + x);
  const line = joinMiddles(depth, middle);
  const distances = distanceTransform(line, (value) => value > 0);
  const radius = Math.max(0.3, width * size / 2 - 0.5);
  const traced = distances.map((distance) => clampToUnit(radius + 0.5 - distance));
  const drawn = { width: side, height, values: traced };
  drawBlots(drawn, { line, depth, radius });
  return drawn;
}

/**
 * Draws what is more than a stroke as deep as it is beyond one: an 8 whose lower loop has run full would be a 5
 * without it.
 */
function drawBlots(
  { width, height, values }: GreyImage,
  { line, depth, radius }: { line: GreyImage; depth: Float32Array; radius: number },
): void {
  const places = [...line.values.keys()].filter((at) => line.values[at] > 0);
  const depths = places.map((at) => depth[at]).sort((a, b) => a - b);
  const stroke = depths[depths.length >> 1];
  for (const at of places) {
    const excess = depth[at] - BLOT * stroke;
    if (excess <= 0) continue;
    const [cx, cy, reach] = [at % width, Math.floor(at / width), radius + excess];
    const around = Math.ceil(reach + 0.5);
    for (let y = Math.max(0, cy - around); y <= Math.min(height - 1, cy + around); y++) {
      for (let x = Math.max(0, cx - around); x <= Math.min(width - 1, cx + around); x++) {
        const cover = Math.min(1, reach + 0.5 - Math.hypot(x - cx, y - cy));
        values[y * width + x] = Math.max(values[y * width + x], cover);
      }
    }
  }
}

/**
 * Takes ink away, from its edges inwards, where that neither tears it apart nor opens a loop, until the
 * middles are left and the thinnest lines that join them.
 *
 * Source: Pudney, "Distance-Ordered Homotopic Thinning" (Computer Vision and Image Understanding 72, 1998).
 *
 * @param depth How far each pixel is from the nearest one without ink.
 * @param middle 1 for what stays.
 */
function joinMiddles(depth: Float32Array, { width, height, values }: GreyImage): GreyImage {
  const line = depth.map((d) => Number(d > 0));
  const around = [1, 1 - width, -width, -width - 1, -1, width - 1, width, width + 1];
  /** Whether the ink around a pixel hangs together without it, by Yokoi's number of connections. */
  const isSpare = (at: number) => {
    const paper = around.map((step) => 1 - (line[at + step] ?? 0));
    let joints = 0;
    for (let k = 0; k < 8; k += 2) {
      joints += paper[k] - paper[k] * paper[k + 1] * paper[(k + 2) % 8];
    }
    return joints === 1;
  };
  const inwards = [...line.keys()].filter((at) => line[at] && !values[at])
    .sort((a, b) => depth[a] - depth[b]);
  for (let left = inwards, before = Infinity; left.length < before;) {
    before = left.length;
    left = left.filter((at) => {
      if (isSpare(at)) line[at] = 0;
      return line[at] > 0;
    });
  }
  return { width, height, values: line };
}

function crop(image: GreyImage): GreyImage {
  const box = boundsOfInk(image);
  if (box === undefined) return image;
  const cut = blankImage(box.width, box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y) * image.width + box.x;
    cut.values.set(image.values.subarray(from, from + box.width), y * box.width);
  }
  return cut;
}
