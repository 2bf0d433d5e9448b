// How well digits are found: which of those on a page, how many that are none, and which ones are misread.

import type { Box } from "../inference/grey_image.ts";
import type { Page, PageDigit } from "./page.ts";

/** What came of some pages. */
export interface PageScore {
  /** Pages that were looked at. */
  readonly pages: number;
  /** Those on which every digit was found and read, and nothing else. */
  readonly flawless: number;
  /** Digits on the pages. */
  readonly digits: number;
  /** Those that were found. */
  readonly found: number;
  /** Those that were found and read as another digit. */
  readonly misread: number;
  /** What was found where there is no digit, or a second time. */
  readonly invented: number;
}

/**
 * Compares what was found on pages with what is there. A digit was found by the nearest answer whose middle is within
 * a third of its size from its own, and whose size is at most one and a half times as large or small.
 *
 * @param find Whoever finds digits on a page.
 * @param pages The pages.
 */
export function scorePages(
  find: (page: Page) => readonly PageDigit[],
  pages: Iterable<Page>,
): PageScore {
  const score = { pages: 0, flawless: 0, digits: 0, found: 0, misread: 0, invented: 0 };
  for (const page of pages) {
    const left = [...find(page)];
    const count = left.length;
    let [found, misread] = [0, 0];
    for (const truth of page.digits) {
      const [answer] = left.filter(({ box }) => isAt(box, truth.box))
        .toSorted((a, b) => distance(a.box, truth.box) - distance(b.box, truth.box));
      if (answer === undefined) continue;
      left.splice(left.indexOf(answer), 1);
      found++;
      if (answer.digit !== truth.digit) misread++;
    }
    const isFlawless = found === page.digits.length && found === count && misread === 0;
    score.pages++;
    score.flawless += Number(isFlawless);
    score.digits += page.digits.length;
    score.found += found;
    score.misread += misread;
    score.invented += count - found;
  }
  return score;
}

function isAt(a: Box, b: Box): boolean {
  const [sizeA, sizeB] = [Math.max(a.width, a.height), Math.max(b.width, b.height)];
  if (sizeA > 1.5 * sizeB || sizeB > 1.5 * sizeA) return false;
  return distance(a, b) < sizeB / 3;
}

/** From the middle of one box to that of another, along the axis on which they are further apart. */
function distance(a: Box, b: Box): number {
  const dx = Math.abs(a.x + a.width / 2 - b.x - b.width / 2);
  const dy = Math.abs(a.y + a.height / 2 - b.y - b.height / 2);
  return Math.max(dx, dy);
}
