// How many pages are read without a mistake, kind by kind.

import type { Dataset } from "../data/mod.ts";
import type { DigitFinder } from "../inference/digit_finder.ts";
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

/**
 * Has pages of all kinds read, as `predict` reads them.
 *
 * @param finder Whoever reads.
 * @param options Which pages.
 */
export async function examine(
  finder: DigitFinder,
  { images, pages, seed, kinds = examKindNames }: ExamOptions,
): Promise<ExamResult[]> {
  const results: ExamResult[] = [];
  for (const kind of kinds) {
    const mistakes: ExamResult["mistakes"][number][] = [];
    for (let index = 0; index < pages; index++) {
      const { file, rows } = makeExamPage(images, { kind, key: [seed, "exam", index] });
      const found = findRows(await readPicture(file), finder).rows.flat();
      const [read, truth] = [found.map(({ digit }) => digit).join(""), rows.join("")];
      if (read !== truth) mistakes.push({ index, read, truth });
    }
    results.push({ kind, pages, right: pages - mistakes.length, mistakes });
  }
  return results;
}
