// Windows with a digit between two others, drawn at their own size: many more digits than whole pages give.

import type { Dataset } from "../data/mod.ts";
import { type Box, growBox } from "../inference/grey_image.ts";
import { contrastOf, DIGIT, WINDOW } from "../inference/level.ts";
import { resample } from "../inference/resample.ts";
import { Random } from "../tensor/random.ts";
import { blur, grain, light } from "./camera.ts";
import { Canvas, type Point } from "./canvas.ts";
import { drawFrame } from "./clutter.ts";
import { between, chance, scaleBetween } from "./dice.ts";
import { writeDigit } from "./handwriting.ts";
import { drawRules } from "./rules.ts";
import { datasetOf } from "./windows.ts";

/** Contrast is measured half a window around each pixel. */
const SIDE = 2 * WINDOW;
/** How far a digit may stand from the middle, as a part of its size. */
const OFF = 0.12;
/** From the edge of a digit to the middle of the next one, as a part of the size, where they touch. */
const BESIDE = 0.33;

/**
 * A digit with a frame around it may be so much smaller than others: whoever sees the frame in its size is to
 * read what is in it.
 */
const SMALLEST = 0.55;

/** Which windows are drawn. */
export interface DigitWindowsOptions {
  /** What is written in them, 28x28 bytes each. */
  readonly images: Dataset;
  /** How many there are. */
  readonly count: number;
  /** Fixes them. */
  readonly seed: number;
}

/**
 * Draws windows, each with a digit in its middle, on paper that is ruled or squared or not, and some of them
 * with a frame around the digit or a line under it.
 *
 * @returns Images of 40x40 with the labels 0 to 9.
 */
export function drawDigitWindows({ images, count, seed }: DigitWindowsOptions): Dataset {
  const drawn = Array.from({ length: count }, (_, index) => {
    const random = new Random([seed, "digit windows", index]);
    const which = random.integer(images.count);
    return { label: images.label(which), pixels: drawWindow(images, { random, which }) };
  });
  return datasetOf(drawn, `${count} windows of digits`);
}

function drawWindow(
  images: Dataset,
  { random, which }: { random: Random; which: number },
): Uint8Array {
  // Thin pens need the finer paper.
  const fineness = chance(random, 0.4) ? 2 : 1;
  const isMarked = chance(random, 0.25);
  const size = DIGIT * fineness * scaleBetween(random, [isMarked ? SMALLEST : 0.8, 1.25]);
  const paper = between(random, [0.6, 1]);
  const contrast = chance(random, 0.8)
    ? between(random, [0.4, 1])
    : scaleBetween(random, [0.12, 0.4]);
  const ink = paper * (1 - contrast);
  const sheet = new Canvas({ width: SIDE * fineness, height: SIDE * fineness, paper });
  if (chance(random, 0.5)) drawRules(sheet, { random, size, paper });
  const pen = chance(random, 0.5) ? undefined : scaleBetween(random, [0.04, 0.14]);
  const slant = between(random, [-0.15, 0.15]);
  const gap = chance(random, 0.3) ? between(random, [-0.06, 0.1]) : between(random, [0.1, 0.7]);
  const write = (index: number, at: Point) =>
    writeDigit(sheet, {
      image: images.image(index),
      at,
      size: size * between(random, [0.92, 1.08]),
      angle: 0.06 * random.normal(),
      slant: slant + between(random, [-0.08, 0.08]),
      stretch: between(random, [0.8, 1.15]),
      pen: pen && pen * between(random, [0.85, 1.15]),
      sharpness: fineness * between(random, [0.8, 1.6]),
      ink: Math.max(0, ink + between(random, [-0.04, 0.04])),
    });
  const near = () => WINDOW * fineness + size * between(random, [-OFF, OFF]);
  const [x, y] = [near(), near()];
  const box = write(which, [x, y]);
  if (box) {
    const step = size * (gap + BESIDE);
    for (const at of [box.x - step, box.x + box.width + step]) {
      if (chance(random, 0.25)) continue;
      write(random.integer(images.count), [at, y + 0.08 * size * random.normal()]);
    }
  }
  if (box && isMarked) mark(sheet, { random, box, size, paper, ink });
  if (chance(random, 0.3)) light(sheet, random);
  if (chance(random, 0.4)) blur(sheet, size * between(random, [0, 0.035]));
  grain(sheet, { random, std: chance(random, 0.5) ? between(random, [0, 0.03]) : 0 });
  const small = fineness === 1 ? sheet : resample(sheet, { width: SIDE, height: SIDE });
  const { values } = contrastOf(small);
  const pixels = new Uint8Array(WINDOW * WINDOW);
  for (let i = 0; i < pixels.length; i++) {
    const [row, column] = [Math.floor(i / WINDOW), i % WINDOW];
    pixels[i] = Math.round(255 * values[(row + WINDOW / 2) * SIDE + column + WINDOW / 2]);
  }
  return pixels;
}

/** Draws a circle or a box around a digit, or a line under it. */
function mark(
  sheet: Canvas,
  { random, box, size, paper, ink }: {
    random: Random;
    box: Box;
    size: number;
    paper: number;
    ink: number;
  },
): void {
  const stroke = {
    width: size * scaleBetween(random, [0.025, 0.12]),
    ink: chance(random, 0.6) ? ink : paper * between(random, [0, 0.85]),
  };
  const around = size * between(random, [0.08, 0.4]);
  const wide = growBox(box, around);
  if (chance(random, 0.25)) {
    const y = box.y + box.height + around / 2;
    const tilt = 0.05 * size * random.normal();
    sheet.polyline([[wide.x - size, y - tilt], [wide.x + wide.width + size, y + tilt]], stroke);
    return;
  }
  drawFrame(sheet, { box: wide, round: chance(random, 0.7), random, ...stroke });
}
