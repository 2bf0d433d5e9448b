// All that is measured of readers of pages, for their record.

import type { Dataset } from "../data/mod.ts";
import { DigitFinder } from "../inference/digit_finder.ts";
import type { Sequential } from "../nn/mod.ts";
import { examine, type ExamResult } from "./exam.ts";
import type { ExamKind } from "./exam_kinds.ts";
import { makePage } from "./page_maker.ts";
import { readDigits } from "./read_digits.ts";
import { type PageScore, scorePages } from "./score.ts";

/** How well readers read. */
export interface ReaderFigures {
  /** What each of them reads by itself on pages by the maker of pages to learn from. */
  readonly alone: readonly PageScore[];
  /** What they read there together. */
  readonly together: PageScore;
  /** What they read together on pages by the other maker. */
  readonly exam: readonly Pick<ExamResult, "kind" | "pages" | "right">[];
}

/** On which pages readers are judged. */
export interface JudgeOptions {
  /** It looks everywhere and says where there may be a digit. */
  readonly network: Sequential;
  /** What is written on pages by the maker of pages to learn from: no images that a reader has learned from. */
  readonly heldOut: Dataset;
  /** What is written on pages by the other maker. */
  readonly test: Dataset;
  /** Pages by the first maker, and pages of each kind by the other. */
  readonly pages: number;
  /** Fixes the pages. */
  readonly seed: number;
  /** Kinds of pages by the other maker; all if left out. */
  readonly kinds?: readonly ExamKind[];
}

/**
 * Has readers read new pages, as `predict` reads them: each alone, and all of them together.
 *
 * @param readers At least one.
 * @param options On which pages.
 */
export async function judgeReaders(
  readers: readonly Sequential[],
  { network, heldOut, test, pages, seed, kinds }: JudgeOptions,
): Promise<ReaderFigures> {
  const made = Array.from({ length: pages }, (_, i) => makePage(heldOut, [seed, "judged page", i]));
  const score = (finder: DigitFinder) =>
    scorePages(({ picture }) => readDigits(picture, finder), made);
  const [reader, ...others] = readers;
  const all = new DigitFinder(network, { reader, others });
  const exam = await examine(all, { images: test, pages, seed, kinds });
  return {
    alone: readers.map((reader) => score(new DigitFinder(network, { reader }))),
    together: score(all),
    exam: exam.map(({ kind, pages, right }) => ({ kind, pages, right })),
  };
}
