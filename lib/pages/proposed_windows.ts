// Windows on places where a network sees a digit at the first glance: what the one that looks again learns from.

import type { Dataset } from "../data/mod.ts";
import { DigitFinder } from "../inference/digit_finder.ts";
import { NONE } from "../inference/level.ts";
import { squareAt, WindowCutter } from "../inference/window_cutter.ts";
import type { Sequential } from "../nn/mod.ts";
import { digitAt, isNearDigit, windowsOfPages, type WindowsOptions } from "./windows.ts";

/** Windows at most from one page, so that all kinds of pages have their part. */
const MOST = 48;

/**
 * Has a network look over new pages, and cuts windows where it sees digits, rightly or not. Places from which
 * one could go either way, too far from a digit and yet too near, are left out.
 *
 * @param network It looks over pages.
 * @param options Which pages.
 * @returns Images of 40x40 with the labels 0 to 9, and 10 for none.
 */
export function cutProposedWindows(
  network: Sequential,
  options: WindowsOptions,
): Dataset {
  const finder = new DigitFinder(network);
  return windowsOfPages({ ...options, kind: "proposed " }, (page, random) => {
    const cutter = new WindowCutter(page.picture);
    return random.shuffle(finder.propose(page.picture)).slice(0, MOST).flatMap((place) => {
      const square = squareAt(place);
      const truth = digitAt(page, square);
      if (truth === undefined && isNearDigit(page, square)) return [];
      const pixels = Uint8Array.from(cutter.cut(place), (value) => Math.round(255 * value));
      return [{ pixels, label: truth ?? NONE }];
    });
  });
}
