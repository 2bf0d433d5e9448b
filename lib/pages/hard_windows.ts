// Windows that a network gets wrong, to learn from once more.

import type { Dataset } from "../data/mod.ts";
import { DigitFinder } from "../inference/digit_finder.ts";
import { NONE } from "../inference/level.ts";
import type { Sequential } from "../nn/mod.ts";
import { digitAt, isNearDigit, windowsOfPages, type WindowsOptions } from "./windows.ts";

/** What is more likely none than this is no mistake. */
const AT_LEAST = 0.2;
/** Windows at most from one page, so that all kinds of pages have their part. */
const MOST = 16;

/**
 * Has a network read new pages, and keeps the windows with which it is wrong: of what is none, and of
 * digits that it takes for others.
 *
 * Sung and Poggio, "Example-Based Learning for View-Based Human Face Detection" (1998), section 2.6.
 *
 * @param network It reads pages.
 * @param options Which pages.
 * @returns Images of 40x40 with the labels 0 to 9, and 10 for none.
 */
export function cutHardWindows(
  network: Sequential,
  options: WindowsOptions,
): Dataset {
  const finder = new DigitFinder(network);
  return windowsOfPages({ ...options, kind: "hard " }, (page, random) => {
    const wrong = finder.find(page.picture, { atLeast: AT_LEAST }).flatMap((found) => {
      const truth = digitAt(page, found.box);
      if (truth === undefined && isNearDigit(page, found.box)) return [];
      const label = truth ?? NONE;
      if (found.probabilities[label] > 1 - AT_LEAST) return [];
      return [{ pixels: Uint8Array.from(found.window, (value) => Math.round(255 * value)), label }];
    });
    return random.shuffle(wrong).slice(0, MOST);
  });
}
