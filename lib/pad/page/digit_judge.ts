// Whether a drawing is a digit at all: the network says so that reads what may be one on pages.

import { boundsOfInk, type GreyImage } from "../../inference/grey_image.ts";
import { NONE } from "../../inference/level.ts";
import { WindowCutter } from "../../inference/window_cutter.ts";
import type { Sequential } from "../../nn/sequential.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** What is narrower than this part of its height is a one: on a page it may be a line, but nobody rules a pad. */
const NARROW = 1 / 4;

/** Judges drawings. */
export class DigitJudge {
  readonly #network: Sequential;
  readonly #x: Tensor;

  /** @param network It takes a window of a page and tells ten digits and none. */
  constructor(network: Sequential) {
    this.#network = network;
    this.#x = network.backend.tensor([1, ...network.inputShape]);
  }

  /** How likely all the ink of a drawing is one digit, from 0 to 1. */
  likelihood(ink: GreyImage): number {
    const bounds = boundsOfInk(ink);
    if (bounds === undefined) return 0;
    const { x, y, width, height } = bounds;
    if (width < NARROW * height) return 1;
    const place = { x: x + width / 2, y: y + height / 2, size: Math.max(width, height) };
    // On a page ink is dark.
    const page = { ...ink, values: ink.values.map((value) => 1 - value) };
    this.#x.data.set(new WindowCutter(page).cut(place, { window: this.#network.inputShape[0] }));
    return 1 - this.#network.forward(this.#x).data[NONE];
  }
}
