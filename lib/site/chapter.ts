// A chapter of the site: a notebook that has been run, and how others introduce it.

import { basename, relative } from "@std/path";
import { codeCells, type Notebook, readNotebook } from "../jupyter/mod.ts";
import { readOpening } from "./markdown.ts";
import { pictureOf } from "./outputs.ts";

/** A notebook as the site needs it. */
export interface Chapter {
  /** Where the notebook is. */
  readonly path: string;
  /** The file of its page. */
  readonly file: string;
  readonly notebook: Notebook;
  /** Its first heading. */
  readonly title: string;
  /** Its first paragraph, in Markdown. */
  readonly paragraph: string;
  /** The address of the first picture that its cells show, with the picture in it. */
  readonly picture?: string;
}

/**
 * Reads a notebook.
 *
 * @param path The .ipynb file.
 * @returns The chapter.
 * @throws {SyntaxError} When the file is not a notebook.
 * @throws {TypeError} When a cell has not been run: the message says how to run it.
 */
export async function readChapter(path: string): Promise<Chapter> {
  const notebook = await readNotebook(path);
  const name = basename(path, ".ipynb");
  const notRun = codeCells(notebook).findIndex((cell) => cell.execution_count === null);
  if (notRun !== -1) {
    throw new TypeError(
      `Cannot write the page of ${relative(Deno.cwd(), path)}: cell ${notRun + 1} has not been ` +
        `run, so its outputs are missing; run "deno task notebooks ${name}" first`,
    );
  }
  const text = notebook.cells.filter((cell) => cell.cell_type === "markdown")
    .map((cell) => cell.source).join("\n\n");
  const { title = name, paragraph = "" } = readOpening(text);
  const pictures = codeCells(notebook).flatMap((cell) => cell.outputs).map(pictureOf);
  return {
    path,
    file: `${name}.html`,
    notebook,
    title,
    paragraph,
    picture: pictures.find((picture) => picture !== undefined),
  };
}
