// What a notebook is: the parts of the file format nbformat 4.5, with texts in one piece.
// Source: https://nbformat.readthedocs.io/en/latest/format_description.html

/** Free-form facts about a notebook, a cell or an output. */
export type Metadata = Record<string, unknown>;

/** Representations of one thing, by media type. Only JSON types hold anything but a string. */
export type MediaBundle = Record<string, unknown>;

/** One output of a code cell. */
export type CellOutput =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: string }
  | { output_type: "display_data"; data: MediaBundle; metadata: Metadata }
  | {
    output_type: "execute_result";
    execution_count: number | null;
    data: MediaBundle;
    metadata: Metadata;
  }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

/** A cell that the kernel executes. */
export interface CodeCell {
  cell_type: "code";
  id: string;
  metadata: Metadata;
  source: string;
  execution_count: number | null;
  outputs: CellOutput[];
}

/** A cell that is only read. */
export interface TextCell {
  cell_type: "markdown" | "raw";
  id: string;
  metadata: Metadata;
  source: string;
  attachments?: Record<string, MediaBundle>;
}

/** One cell of a notebook. */
export type Cell = CodeCell | TextCell;

/** A notebook. In memory every text is one string; files hold lists of lines. */
export interface Notebook {
  nbformat: 4;
  nbformat_minor: number;
  metadata: Metadata;
  cells: Cell[];
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
