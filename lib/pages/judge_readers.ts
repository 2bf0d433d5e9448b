// What readers of one recipe read, each alone and some together, for their record.

import type { Dataset } from "../data/mod.ts";
import { DigitFinder, type FoundDigit } from "../inference/digit_finder.ts";
import type { GreyImage } from "../inference/grey_image.ts";
import type { Candidate } from "../inference/peaks.ts";
import { findRows } from "../inference/read_page.ts";
import type { Sequential } from "../nn/mod.ts";
import { examSheets, textOf } from "./exam.ts";
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
}

/** On which pages readers are judged. */
export interface JudgeOptions {
  /** It looks everywhere and says where there may be a digit. */
  readonly network: Sequential;
  /** What is written on the pages: images that none has learned from. */
  readonly images: Dataset;
  /** Pages by the maker of pages to learn from, and pages of each kind by the other. */
  readonly pages: { readonly first: number; readonly second: number };
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
  { network, images, pages, seed, kinds }: JudgeOptions,
): Promise<ReaderFigures> {
  if (readers.length === 0) {
    throw new RangeError("Cannot judge readers of pages: there is none; give at least one network");
  }
  const groups = [...readers.map((reader) => [reader]), readers.slice(0, TOGETHER)];
  const finders = groups.map(([reader, ...others]) => new DigitFinder(network, { reader, others }));

  const made = Array.from(
    { length: pages.first },
    (_, i) => makePage(images, [seed, "judged page", i]),
  );
  const found = new Map(made.map((page) => [page, findWithAll(finders, page.picture)]));
  const right = finders.map(() => 0);
  let sheets = 0;
  for await (
    const { picture, truth } of examSheets({ images, pages: pages.second, seed, kinds })
  ) {
    sheets++;
    for (const [i, digits] of findWithAll(finders, picture).entries()) {
      if (textOf(digits) === truth) right[i]++;
    }
  }

  const scores = finders.map((_, i): ReaderScore => ({
    first: scorePages((page) => found.get(page)![i], made),
    second: { pages: sheets, right: right[i] },
  }));
  return { alone: scores.slice(0, -1), together: scores.at(-1)! };
}

/** What each finder finds in a picture. They have the same first network: it looks once for all of them. */
function findWithAll(finders: readonly DigitFinder[], picture: GreyImage): FoundDigit[][] {
  const candidates = new Map<string, readonly Candidate[]>();
  return finders.map((finder) => {
    const find: DigitFinder["find"] = (seen, options) => {
      const ink = seen === picture ? "as it is" : "inverted";
      if (!candidates.has(ink)) candidates.set(ink, finder.propose(seen));
      return finder.find(seen, { ...options, candidates: candidates.get(ink) });
    };
    return findRows(picture, { find }).rows.flat();
  });
}
