// All that is measured of readers of pages, for their record.

import type { Dataset } from "../data/mod.ts";
import { DigitFinder } from "../inference/digit_finder.ts";
import { findRows } from "../inference/read_page.ts";
import type { Sequential } from "../nn/mod.ts";
import { examine, type ExamResult } from "./exam.ts";
import type { ExamKind } from "./exam_kinds.ts";
import { makePage } from "./page_maker.ts";
import { type PageScore, scorePages } from "./score.ts";

/** So many readers read together: the first ones. */
const TOGETHER = 3;

/** What a reader, or several, read of digits that none of them has learned from. */
export interface ReaderScore {
  /** On pages by the maker of pages to learn from. */
  readonly first: PageScore;
  /** On pages of all kinds by the other maker: how many there were, and how many were read without a mistake. */
  readonly second: { readonly pages: number; readonly right: number };
}

/** How well readers read. */
export interface ReaderFigures {
  /** Each of them by itself. */
  readonly alone: readonly ReaderScore[];
  /** The first three, when the mean of their probabilities counts. */
  readonly together: ReaderScore;
  /** The first one on pages of test images, by the other maker. */
  readonly exam: readonly ExamResult[];
}

/** On which pages readers are judged. */
export interface JudgeOptions {
  /** It looks everywhere and says where there may be a digit. */
  readonly network: Sequential;
  /** What is written on the pages on which readers are compared: images that none has learned from. */
  readonly heldOut: Dataset;
  /** What is written on the pages of the exam. */
  readonly test: Dataset;
  /**
   * Pages of each kind in the exam. Readers are compared on twice as many by the first maker in all, and on a
   * tenth as many of each kind by the other.
   */
  readonly pages: number;
  /** Fixes the pages. */
  readonly seed: number;
  /** Kinds of pages by the other maker; all if left out. */
  readonly kinds?: readonly ExamKind[];
}

/**
 * Has readers read new pages, as `predict` reads them.
 *
 * @param readers At least one.
 * @param options On which pages.
 * @throws {RangeError} If there is no reader.
 */
export async function judgeReaders(
  readers: readonly Sequential[],
  { network, heldOut, test, pages, seed, kinds }: JudgeOptions,
): Promise<ReaderFigures> {
  if (readers.length === 0) {
    throw new RangeError("Cannot judge readers of pages: there is none; give at least one network");
  }
  const made = Array.from(
    { length: 2 * pages },
    (_, i) => makePage(heldOut, [seed, "judged page", i]),
  );
  const finderOf = ([reader, ...others]: readonly Sequential[]) =>
    new DigitFinder(network, { reader, others });
  const scoreOf = async (readers: readonly Sequential[]): Promise<ReaderScore> => {
    const finder = finderOf(readers);
    const few = { images: heldOut, pages: Math.ceil(pages / 10), seed, kinds };
    const results = await examine(finder, few);
    return {
      first: scorePages(({ picture }) => findRows(picture, finder).rows.flat(), made),
      second: {
        pages: results.length * few.pages,
        right: results.reduce((sum, { right }) => sum + right, 0),
      },
    };
  };
  const alone: ReaderScore[] = [];
  for (const reader of readers) alone.push(await scoreOf([reader]));
  return {
    alone,
    together: await scoreOf(readers.slice(0, TOGETHER)),
    exam: await examine(finderOf(readers.slice(0, 1)), { images: test, pages, seed, kinds }),
  };
}
