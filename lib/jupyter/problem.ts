// A problem that the check of the notebooks found, and how it is written for a reader.

import { shortPath } from "./short_path.ts";

/** What is wrong, and where. */
export interface Problem {
  /** The file, as a path; notebooks mostly. */
  path: string;
  /** Which code cell of the notebook, counted from 1, if it is about a cell. */
  cell?: number;
  /** Which line of the cell, or of the file, counted from 1, if it is about a line. */
  line?: number;
  message: string;
}

/**
 * Writes a problem on one line.
 *
 * @param problem The problem.
 * @returns For example `notebooks/02-two.ipynb, cell 3, line 7: a is never used`.
 */
export function describeProblem({ path, cell, line, message }: Problem): string {
  const place = [shortPath(path)];
  if (cell !== undefined) place.push(`cell ${cell}`);
  if (line !== undefined) place.push(`line ${line}`);
  return `${place.join(", ")}: ${message}`;
}
