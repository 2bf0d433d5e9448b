// How many pages are read without a mistake, kind by kind.

import type { Dataset } from "../data/mod.ts";
import type { DigitFinder } from "../inference/digit_finder.ts";
import type { GreyImage } from "../inference/grey_image.ts";
import { readPicture } from "../inference/picture_file.ts";
import { findRows } from "../inference/read_page.ts";
import { type ExamKind, examKindNames } from "./exam_kinds.ts";
import { makeExamPage } from "./exam_page.ts";

/** What came of the pages of one kind. */
export interface ExamResult {
  /** What is hard about them. */
  readonly kind: ExamKind;
  /** How many there were. */
  readonly pages: number;
  /** Pages whose digits were all read, in their order, and nothing else. */
  readonly right: number;
  /** What was read of each page that was not right, and what stands on it. */
  readonly mistakes: readonly {
    readonly index: number;
    readonly read: string;
    readonly truth: string;
  }[];
}

/** Which pages are read. */
export interface ExamOptions {
  /** What is written on the pages. */
  readonly images: Dataset;
  /** Pages of each kind. */
  readonly pages: number;
  /** Fixes the pages. */
  readonly seed: number;
  /** All kinds if left out. */
  readonly kinds?: readonly ExamKind[];
}

/** A page of an exam, as whoever reads it sees it. */
export interface ExamSheet {
  /** Counts the pages of its kind. */
  readonly index: number;
  /** Luminance. */
  readonly picture: GreyImage;
  /** The digits that stand on it, in their order. */
  readonly truth: string;
}

/**
 * Has pages of all kinds read, as `predict` reads them.
 *
 * @param finder Whoever reads.
 * @param options Which pages.
 */
export async function examine(
  finder: Pick<DigitFinder, "find">,
  { kinds = examKindNames, ...options }: ExamOptions,
): Promise<ExamResult[]> {
  const { pages } = options;
  const results: ExamResult[] = [];
  for (const kind of kinds) {
    const mistakes: ExamResult["mistakes"][number][] = [];
    for await (const { index, picture, truth } of examSheets({ ...options, kinds: [kind] })) {
      const read = textOf(findRows(picture, finder).rows.flat());
      if (read !== truth) mistakes.push({ index, read, truth });
    }
    results.push({ kind, pages, right: pages - mistakes.length, mistakes });
  }
  return results;
}

/** The pages of an exam, one after the other. */
export async function* examSheets(
  { images, pages, seed, kinds = examKindNames }: ExamOptions,
): AsyncGenerator<ExamSheet> {
  for (const kind of kinds) {
    for (let index = 0; index < pages; index++) {
      const { file, rows } = makeExamPage(images, { kind, key: [seed, "exam", index] });
      yield { index, picture: await readPicture(file), truth: rows.join("") };
    }
  }
}

/** What was read, to be compared with what stands on a page. */
export function textOf(digits: readonly { readonly digit: number }[]): string {
  return digits.map(({ digit }) => digit).join("");
}
