// Finds the syntax errors of cells, which the kernel hides behind "Execution failed".

import { basename, join } from "@std/path";
import { removeLeftFiles } from "./left_files.ts";
import { runDeno } from "../system/run_deno.ts";

/** How the names of temporary folders start. */
const TEMPORARY = ".cells-";

/** A line of a cell, and what is wrong there. */
export interface CellDiagnostic {
  /** Which of the cells, counted from 1. */
  readonly cell: number;
  /** Which line of the cell, counted from 1. */
  readonly line: number;
  readonly message: string;
}

/** How Deno's parser reports: the message, the line with a mark below it, the position. */
const REPORT = /SyntaxError: (.*)\n(?:.*\n)*?\s+at file:\/\/\S+\/([^/\s]+):(\d+):\d+/g;

/**
 * Parses cells one by one, with the parser that the kernel uses.
 *
 * @param cells The code of each cell.
 * @param options `directory`: where temporary files are put, the system's folder for them unless told;
 * `signal` ends the work.
 * @returns What does not parse, in order.
 * @throws The reason of the signal, if it ends the work.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { findSyntaxErrors } from "./syntax.ts";
 *
 * assertEquals(await findSyntaxErrors(["const a = 1;", "\nconst b = ;"]), [
 *   { cell: 2, line: 2, message: "Expression expected" },
 * ]);
 * ```
 */
export async function findSyntaxErrors(
  cells: readonly string[],
  { directory: dir, signal }: { directory?: string; signal?: AbortSignal } = {},
): Promise<CellDiagnostic[]> {
  if (cells.length === 0) return [];
  if (dir !== undefined) await removeLeftFiles(dir, TEMPORARY);
  const directory = await Deno.makeTempDir({ dir, prefix: TEMPORARY });
  try {
    const names = cells.map((_, i) => `${i + 1}.ts`);
    await Promise.all(cells.map((code, i) => Deno.writeTextFile(join(directory, names[i]), code)));
    // The linter parses all files in one go. Errors it cannot go on after are in its list, others among
    // its warnings; the kernel takes neither.
    const { stdout, stderr } = await runDeno(
      ["lint", "--json", "--no-config", ...names],
      directory,
      { signal },
    );
    const errors: { message: string }[] = JSON.parse(stdout).errors;
    const reports = [stderr, ...errors.map((error) => error.message)].join("\n");
    return [...reports.matchAll(REPORT)]
      .map(([, message, file, line]) => ({
        cell: parseInt(basename(file)),
        line: Number(line),
        message,
      }))
      .sort((a, b) => a.cell - b.cell || a.line - b.line);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}
