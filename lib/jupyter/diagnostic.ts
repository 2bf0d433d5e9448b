// What the check of a notebook finds wrong, and how that is written for a reader.

import { shortPath } from "./short_path.ts";

/** What is wrong, and where. */
export interface Diagnostic {
  /** The file, as a path; notebooks mostly. */
  readonly path: string;
  /** Which code cell of the notebook, counted from 1, if it is about a cell. */
  readonly cell?: number;
  /** Which line of the cell, or of the file, counted from 1, if it is about a line. */
  readonly line?: number;
  readonly message: string;
}

/**
 * Writes a diagnostic on one line.
 *
 * @param diagnostic The diagnostic.
 * @returns For example `notebooks/02-two.ipynb, cell 3, line 7: a is never used`.
 */
export function formatDiagnostic({ path, cell, line, message }: Diagnostic): string {
  const location = [shortPath(path)];
  if (cell !== undefined) location.push(`cell ${cell}`);
  if (line !== undefined) location.push(`line ${line}`);
  return `${location.join(", ")}: ${message}`;
}
