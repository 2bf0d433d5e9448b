// Writes all notebooks as a site: a folder of pages that need no network and no server.

import { join } from "@std/path";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import { readChapter } from "./chapter.ts";
import { renderHome } from "./home_page.ts";
import { renderNotebook } from "./notebook_page.ts";
import { renderPage } from "./page.ts";

/** What {@linkcode writeSite} writes, and where. */
export interface SiteOptions {
  /** The .ipynb files, in the order of the story. */
  readonly notebooks: readonly string[];
  /** The README.md that the first page begins with. */
  readonly readme: string;
  /** The folder for the pages; it is made if it is not there. */
  readonly output: string;
}

/**
 * Writes a site of notebooks. Each page is a file that can be read alone, from a disk as from a server:
 * style, fonts and pictures are in it. What else lies in the folder stays as it is.
 *
 * @param options What to write, and where.
 * @returns The paths of the pages; that of the first page comes first.
 * @throws {RangeError} When there are no notebooks.
 * @throws {TypeError} When a cell of a notebook has not been run.
 * @throws {SyntaxError} When a file is not a notebook, or an equation cannot be typeset.
 */
export async function writeSite({ notebooks, readme, output }: SiteOptions): Promise<string[]> {
  if (notebooks.length === 0) {
    throw new RangeError("Cannot write a site: found no notebook but at least 1 is needed");
  }
  const chapters = await Promise.all(notebooks.map(readChapter));
  const files = new Set(chapters.map(({ file }) => file));
  const text = await Deno.readTextFile(readme);
  const pages = [
    renderHome({ path: readme, text }, { chapters, files }),
    ...chapters.map((chapter) => renderNotebook(chapter, files)),
  ];
  await Deno.mkdir(output, { recursive: true });
  return await Promise.all(pages.map(async (page) => {
    const path = join(output, page.file);
    await writeFileAtomic(path, await renderPage(page, pages));
    return path;
  }));
}
