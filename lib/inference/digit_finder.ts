// A network that finds the digits of a page: where they are, how large, which ones, and how sure it is.

import type { Sequential } from "../nn/mod.ts";
import { argmax } from "../system/argmax.ts";
import type { Tensor } from "../tensor/mod.ts";
import { MapNetwork } from "./class_map.ts";
import type { Box, GreyImage } from "./grey_image.ts";
import { CLASSES, DIGIT, levelOf, NONE, WINDOW } from "./level.ts";
import { type Candidate, findPeaks, suppress } from "./peaks.ts";
import { posterior, sizeOdds, sureRows } from "./row_size.ts";
import { squareAt, WindowCutter } from "./window_cutter.ts";

/** A digit that was found on a page. */
export interface FoundDigit {
  /** The likeliest of the ten. */
  readonly digit: number;
  /** How likely it is to be a digit at all. */
  readonly score: number;
  /** A square around it. */
  readonly box: Box;
  /** A probability for each of the ten digits, and one for none of them. */
  readonly probabilities: Float32Array;
  /** What the reader saw of it, contrast as {@linkcode Level} has it, row by row of a square window. */
  readonly window: Float32Array;
}

/** What readers say of a place on a page. */
type Answer = Pick<FoundDigit, "box" | "probabilities" | "window">;

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
/** What looks less like a digit at the first glance is not read, */
const GLANCE = 0.2;
/** nor is more than this, which bounds the time for pictures full of something. */
const MAX_CANDIDATES = 400;
/** What the reader finds less likely at its first look, or half as likely as is asked for, is not read again. */
const ONCE = 0.4;
/** How a digit is read in the end: smaller, as found, larger. */
const LOOKS = [0.87, 1, 1.15];
/** Windows that are read together. */
const BATCH = 16;

/** Finds digits on pages of any size. */
export class DigitFinder {
  readonly #map: MapNetwork;
  /** The first one looks alone at first. */
  readonly #readers: readonly Sequential[];
  readonly #windows: Tensor;

  /**
   * Makes networks ready to find digits. Both tell the ten digits, and none as the eleventh class.
   *
   * @param network It looks everywhere, in windows of 40x40, and says where there may be a digit.
   * @param options `reader`: it looks there once more, in windows of its own size, and has the last word; the
   * same network unless told. `others`: they take part in the last word, which is the mean of all.
   * @throws {RangeError} If one is another network, or takes other windows than the reader.
   */
  constructor(
    network: Sequential,
    { reader = network, others = [] }: { reader?: Sequential; others?: readonly Sequential[] } = {},
  ) {
    this.#map = new MapNetwork(network);
    if (this.#map.classes !== CLASSES) {
      throw new RangeError(
        `Cannot find digits with a network of ${this.#map.classes} classes: it must have ${CLASSES}, ten ` +
          `digits and none`,
      );
    }
    this.#readers = [reader, ...others];
    const [height, width, channels] = reader.inputShape;
    const isWindow = height === width && height % 2 === 0 && height <= WINDOW && channels === 1;
    for (const { inputShape, outputShape, endsInSoftmax } of this.#readers) {
      const isSame = inputShape.join() === reader.inputShape.join();
      if (isWindow && isSame && outputShape[0] === CLASSES && endsInSoftmax) continue;
      throw new RangeError(
        `Cannot read windows of a page with a network from ${inputShape.join("x")} to ${
          outputShape.join("x")
        }: it must take square windows of an even side of at most ${WINDOW} and one channel, all readers ` +
          `the same, and give ${CLASSES} probabilities: ten digits and none`,
      );
    }
    this.#windows = network.backend.tensor([BATCH, height, width, channels]);
  }

  /**
   * Finds all digits of a picture with dark strokes, in no order.
   *
   * The network looks at the picture in many sizes, from all of its pixels to a size where the picture is as
   * small as a digit. Wherever it sees more of a digit than right beside, the reader looks again, closer. Where
   * some digits in a row are sure, others beside them that are as large become likelier, and all else less so.
   *
   * @param picture Luminance.
   * @param options `atLeast`: what is less likely to be a digit is left out; `candidates`: where the reader looks,
   * which is all that {@linkcode DigitFinder.propose} says unless told.
   */
  find(
    picture: GreyImage,
    { atLeast, candidates = this.propose(picture) }: {
      atLeast: number;
      candidates?: readonly Candidate[];
    },
  ): FoundDigit[] {
    const windows = new WindowCutter(picture);
    const read = this.#read(windows, {
      places: candidates,
      looks: [1],
      readers: this.#readers.slice(0, 1),
    })
      .map(({ probabilities }, i) => ({ ...candidates[i], score: 1 - probabilities[NONE] }));
    const once = Math.min(ONCE, atLeast / 2);
    const isLikely = ({ score }: Candidate) => score >= once;
    const rows = sureRows(suppress(read.filter(isLikely)));
    const weigh = (place: Candidate) => posterior(place.score, sizeOdds(rows, place));
    const places = suppress(
      read.map((place) => ({ ...place, score: weigh(place) })).filter(isLikely),
    );
    return this.#read(windows, { places, looks: LOOKS, readers: this.#readers })
      .map((answer, i) => foundDigit(answer, sizeOdds(rows, places[i])))
      .filter(({ score }) => score >= atLeast);
  }

  /**
   * Where there may be digits, at the first glance: many places that are none, and most digits more than once.
   *
   * @param picture Luminance.
   * @returns The likeliest first.
   */
  propose(picture: GreyImage): Candidate[] {
    const candidates: Candidate[] = [];
    for (const scale of scalesFor(picture)) {
      const map = this.#map.run(levelOf(picture, scale));
      candidates.push(...findPeaks(map, { scale, size: DIGIT, atLeast: GLANCE }));
    }
    return candidates.sort((a, b) => b.score - a.score).slice(0, MAX_CANDIDATES);
  }

  /** Shows places in the middle of a window, in one or several sizes, and takes the mean of all answers. */
  #read(
    windows: WindowCutter,
    { places, looks, readers }: {
      places: readonly Candidate[];
      looks: readonly number[];
      readers: readonly Sequential[];
    },
  ): Answer[] {
    const [window] = this.#readers[0].inputShape;
    const found = places.map((place) => ({
      box: squareAt(place),
      probabilities: new Float32Array(CLASSES),
      window: new Float32Array(window * window),
    }));
    const answers = looks.length * readers.length;
    const tasks = places.flatMap((place, index) => looks.map((look) => ({ place, index, look })));
    for (let start = 0; start < tasks.length; start += BATCH) {
      const batch = tasks.slice(start, start + BATCH);
      for (const [i, { place, index, look }] of batch.entries()) {
        const seen = windows.cut({ ...place, size: place.size / look }, { window });
        this.#windows.data.set(seen, i * seen.length);
        if (look === 1) found[index].window.set(seen);
      }
      for (const reader of readers) {
        const outputs = reader.forward(this.#windows).data;
        for (const [i, { index }] of batch.entries()) {
          for (let k = 0; k < CLASSES; k++) {
            found[index].probabilities[k] += outputs[i * CLASSES + k] / answers;
          }
        }
      }
    }
    return found;
  }
}

/** What stands on a place whose size is so much likelier for a digit than for anything else. */
function foundDigit(answer: Answer, odds: number): FoundDigit {
  const weights = answer.probabilities.map((p, k) => k === NONE ? p : odds * p);
  const sum = weights.reduce((a, b) => a + b);
  const probabilities = weights.map((weight) => weight / sum);
  const digit = argmax(probabilities, { end: NONE })!;
  return { ...answer, probabilities, digit, score: 1 - probabilities[NONE] };
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
