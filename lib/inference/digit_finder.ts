// A network that finds the digits of a page: where they are, how large, which ones, and how sure it is.

import type { Sequential } from "../nn/mod.ts";
import type { Tensor } from "../tensor/mod.ts";
import { MapNetwork } from "./class_map.ts";
import { blankImage, type Box, type GreyImage } from "./grey_image.ts";
import { contrastOf, DIGIT, levelOf, medianOfEdge, WINDOW } from "./level.ts";
import { type Candidate, findPeaks, suppress } from "./peaks.ts";
import { resample } from "./resample.ts";

/** A digit that was found on a page. */
export interface FoundDigit {
  /** A square around it. */
  readonly box: Box;
  /** A probability for each of the ten digits, and one for none of them. */
  readonly probabilities: Float32Array;
  /** What the network saw of it: 40x40 numbers, contrast as {@linkcode Level} has it. */
  readonly window: Float32Array;
}

/** Pictures are made larger by at most this, to find digits of a few pixels. */
const MAX_SCALE = 2.5;
/** Digits are looked for that have at least this part of the picture's longer side. */
const SMALLEST_PART = 1 / 60;
/** The largest level has at most so many pixels, which bounds time and memory. */
const MAX_PIXELS = 1_500_000;
/** From one size of the picture to the next. */
const STEP = Math.SQRT1_2;
/** Levels go on until a digit that fills the picture would be smaller than is looked for. */
const SMALLEST = 0.8 * DIGIT;
/** At most so many candidates are looked at a second time. */
const MAX_CANDIDATES = 300;
/** How a candidate is looked at again: smaller, as found, larger. */
const LOOKS = [0.87, 1, 1.15];

/** Finds digits on pages of any size. */
export class DigitFinder {
  readonly #network: Sequential;
  readonly #map: MapNetwork;
  readonly #windows: Tensor;

  /**
   * Makes a network ready to find digits.
   *
   * @param network One that tells the ten digits, and none as the eleventh class, in windows of 40x40.
   * @throws {RangeError} If it is another network.
   */
  constructor(network: Sequential) {
    this.#network = network;
    this.#map = new MapNetwork(network);
    this.#windows = network.backend.tensor([LOOKS.length, WINDOW, WINDOW, 1]);
  }

  /**
   * Finds all digits of a picture with dark strokes, in no order.
   *
   * The network looks at the picture in many sizes, from all of its pixels to a size where the picture is as
   * small as a digit. Where it is surer of a digit than anywhere around, it looks again, closer.
   *
   * @param picture Luminance.
   * @param options `atLeast`: what is less likely to be a digit is left out.
   */
  find(picture: GreyImage, { atLeast }: { atLeast: number }): FoundDigit[] {
    const candidates: Candidate[] = [];
    for (const scale of scalesFor(picture)) {
      const level = levelOf(picture, scale);
      candidates.push(...findPeaks(this.#map.run(level), { scale, size: DIGIT }));
    }
    const edge = medianOfEdge(picture);
    const above = { ...picture, values: picture.values.map((value) => value - edge) };
    return suppress(candidates, { most: MAX_CANDIDATES })
      .map((candidate) => this.#lookAgain(above, candidate, edge))
      .filter(({ probabilities }) => 1 - probabilities[10] >= atLeast);
  }

  /** Shows a candidate in the middle of a window, in several sizes, and takes the mean of the answers. */
  #lookAgain(
    aboveEdge: GreyImage,
    { x, y, size }: Candidate,
    edge: number,
  ): FoundDigit {
    const pixels = WINDOW * WINDOW;
    const { classes } = this.#map;
    for (const [i, look] of LOOKS.entries()) {
      this.#windows.data.set(windowOn(aboveEdge, { x, y, size: size / look, edge }), i * pixels);
    }
    const window = this.#windows.data.slice(pixels, 2 * pixels);
    const outputs = this.#network.forward(this.#windows).data;
    const probabilities = new Float32Array(classes);
    for (let i = 0; i < outputs.length; i++) {
      probabilities[i % classes] += outputs[i] / LOOKS.length;
    }
    return {
      box: { x: x - size / 2, y: y - size / 2, width: size, height: size },
      probabilities,
      window,
    };
  }
}

/** The sizes in which a picture is looked at, from the largest to the smallest. */
function scalesFor({ width, height }: GreyImage): number[] {
  const scales: number[] = [];
  const longer = Math.max(width, height);
  const largest = Math.min(
    MAX_SCALE,
    DIGIT / (SMALLEST_PART * longer),
    Math.sqrt(MAX_PIXELS / (width * height)),
  );
  // A scale of nearly 1 becomes 1: then no pixel of the picture is blurred.
  const first = largest > 1 && largest < 1.2 ? 1 : largest;
  for (let scale = first; scale * longer >= SMALLEST; scale *= STEP) {
    scales.push(scale);
  }
  return scales;
}

/** The window on a place of a picture, in which a digit of the given size has that which is looked for. */
function windowOn(
  aboveEdge: GreyImage,
  { x, y, size, edge }: { x: number; y: number; size: number; edge: number },
): Float32Array {
  // Contrast is measured half a window around each pixel.
  const side = 2 * WINDOW;
  const reach = side * size / DIGIT / 2;
  const box = { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
  const around = resample(aboveEdge, { box, width: side, height: side });
  for (let i = 0; i < around.values.length; i++) around.values[i] += edge;
  const contrast = contrastOf(around);
  const window = blankImage(WINDOW, WINDOW);
  for (let row = 0; row < WINDOW; row++) {
    const from = (row + WINDOW / 2) * side + WINDOW / 2;
    window.values.set(contrast.values.subarray(from, from + WINDOW), row * WINDOW);
  }
  return window.values;
}
