// The error of a cell that failed: it says which notebook, which cell, what, and where.

import { UserError } from "../system/command_line.ts";
import type { CellFailure } from "./message.ts";
import { shortPath } from "./short_path.ts";

/** How many lines of a stack are shown. */
const FRAMES_SHOWN = 5;

/** Which cell. */
export interface CellLocation {
  /** The notebook's path. */
  readonly path: string;
  /** Which of its code cells, counted from 1. */
  readonly cell: number;
  /** The code of the cell. */
  readonly source: string;
}

/** A cell failed, and with it the run of its notebook. */
export class CellError extends UserError {
  override name = "CellError";
  readonly location: CellLocation;
  readonly failure: CellFailure;

  /**
   * @param location Which cell.
   * @param failure What the kernel said.
   */
  constructor(location: CellLocation, failure: CellFailure) {
    const start = location.source.trim().split("\n")[0];
    super([
      `Cannot run notebook ${shortPath(location.path)}: ` +
      `cell ${location.cell} (${start}) failed with ${failure.ename}: ${failure.evalue}`,
      ...frames(failure.traceback),
    ].join("\n"));
    this.location = location;
    this.failure = failure;
  }
}

/**
 * The first lines of a stack that tell a reader something: not those inside the runtime. The kernel
 * counts the lines of cells after it has rewritten them, so those numbers would mislead.
 */
function frames(traceback: readonly string[]): string[] {
  return traceback
    .filter((line) =>
      /^\s+at /.test(line) && !/\((ext|node):|^\s+at (async )?(ext|node):/.test(line)
    )
    .map((line) =>
      line
        .replace(/<anonymous>(:\d+:\d+)/, "a cell")
        .replace(/file:\/\/[^\s)]+?(?=:\d+:\d+)/, shortPath)
    )
    .slice(0, FRAMES_SHOWN);
}
