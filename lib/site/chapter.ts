// A chapter of the site: a notebook that has been run, and how others introduce it.

import { basename } from "@std/path";
import { codeCells, type Notebook, type TextCell } from "../jupyter/mod.ts";
import { readOpening } from "./markdown.ts";
import { pictureOf } from "./outputs.ts";
import { SiteError } from "./site_error.ts";

/** A notebook as the site needs it. */
export interface Chapter {
  /** Where the notebook is. */
  readonly path: string;
  /** The file of its page. */
  readonly file: string;
  readonly notebook: Notebook;
  /** Its first heading. */
  readonly title: string;
  /** Its first paragraph, in Markdown, and the cell that it is from; missing if there is none. */
  readonly opening?: {
    readonly paragraph: string;
    readonly cell: TextCell;
    readonly index: number;
  };
  /** The address of the first picture that its cells show, with the picture in it. */
  readonly picture?: string;
}

/**
 * Makes a chapter of a notebook.
 *
 * @param path The .ipynb file.
 * @param notebook What is in it.
 * @throws {SiteError} If a cell has not been run: the message says how to run it.
 */
export function createChapter(path: string, notebook: Notebook): Chapter {
  const name = basename(path, ".ipynb");
  const notRun = codeCells(notebook).findIndex((cell) => cell.execution_count === null);
  if (notRun !== -1) {
    throw new SiteError(
      `Cannot write the page of ${basename(path)}: cell ${notRun + 1} has not been run, so its ` +
        `outputs are missing; run "deno task notebooks ${name}" first`,
    );
  }
  const openings = notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "markdown" ? [{ ...readOpening(cell.source), cell, index }] : []
  );
  const title = openings.find(({ title }) => title !== undefined)?.title;
  const opening =
    openings.flatMap(({ paragraph, cell, index }) =>
      paragraph === undefined ? [] : [{ paragraph, cell, index }]
    )[0];
  const pictures = notebook.cells.flatMap((cell, i) => {
    const where = `${basename(path)}, cell ${i + 1} of all`;
    return cell.cell_type === "code"
      ? cell.outputs.map((output) => pictureOf(output, { where }))
      : [];
  });
  return {
    path,
    file: `${name}.html`,
    notebook,
    title: title || name,
    opening,
    picture: pictures.find((picture) => picture !== undefined),
  };
}
