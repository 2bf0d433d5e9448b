// Pages of handwriting, made of images of digits: to learn from, and others to measure on.

export { examine, type ExamOptions, type ExamResult } from "./exam.ts";
export { type ExamRecord, keptExam } from "./exam_record.ts";
export { type ExamKind, examKindNames } from "./exam_kinds.ts";
export { type ExamPage, makeExamPage } from "./exam_page.ts";
export { type DigitWindowsOptions, drawDigitWindows } from "./digit_windows.ts";
export { cutHardWindows } from "./hard_windows.ts";
export {
  type JudgeOptions,
  judgeReaders,
  type ReaderFigures,
  type ReaderScore,
} from "./judge_readers.ts";
export type { Page, PageDigit } from "./page.ts";
export { makePage } from "./page_maker.ts";
export { cutProposedWindows } from "./proposed_windows.ts";
export { type PageScore, scorePages } from "./score.ts";
export { cutWindows, type WindowsOptions } from "./windows.ts";
export { joinWindows, keptWindows } from "./window_pieces.ts";
