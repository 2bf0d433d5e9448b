// What a notebook is: the parts of the file format nbformat 4.5, with texts in one piece.
// Source: https://nbformat.readthedocs.io/en/latest/format_description.html

import type { CellFailure } from "./message.ts";

/** Free-form facts about a notebook, a cell or an output. */
export type Metadata = Readonly<Record<string, unknown>>;

/** Representations of one thing, by media type. Only JSON types hold anything but a string. */
export type MediaBundle = Readonly<Record<string, unknown>>;

/** One output of a code cell. */
export type CellOutput =
  | Stream
  | DisplayData
  | ExecuteResult
  | ({ readonly output_type: "error" } & CellFailure);

/** Text that a cell printed. */
export interface Stream {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

/** What a cell displayed. */
export interface DisplayData {
  readonly output_type: "display_data";
  readonly data: MediaBundle;
  readonly metadata: Metadata;
}

/** The value of a cell. */
export interface ExecuteResult {
  readonly output_type: "execute_result";
  readonly execution_count: number | null;
  readonly data: MediaBundle;
  readonly metadata: Metadata;
}

/** A cell that the kernel executes. */
export interface CodeCell {
  readonly cell_type: "code";
  readonly id: string;
  readonly metadata: Metadata;
  readonly source: string;
  readonly execution_count: number | null;
  readonly outputs: readonly CellOutput[];
}

/** A cell that is only read. */
export interface TextCell {
  readonly cell_type: "markdown" | "raw";
  readonly id: string;
  readonly metadata: Metadata;
  readonly source: string;
  readonly attachments?: Readonly<Record<string, MediaBundle>>;
}

/** One cell of a notebook. */
export type Cell = CodeCell | TextCell;

/** A notebook. In memory every text is one string; files hold lists of lines. */
export interface Notebook {
  readonly nbformat: 4;
  readonly nbformat_minor: number;
  readonly metadata: Metadata;
  readonly cells: readonly Cell[];
}

/**
 * The cells that a run executes: code cells that are not blank. Cell 1 of error messages is the first of
 * these, as in the `[1]` that editors show.
 *
 * @param notebook The notebook.
 * @returns Its code cells, in order.
 */
export function codeCells(notebook: Notebook): CodeCell[] {
  return notebook.cells.filter((cell): cell is CodeCell =>
    cell.cell_type === "code" && cell.source.trim() !== ""
  );
}
