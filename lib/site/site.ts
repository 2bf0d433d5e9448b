// Writes all notebooks as a site: a folder of pages that need no network and no server.

import { basename, join, resolve } from "@std/path";
import { type Notebook, readNotebook } from "../jupyter/mod.ts";
import { fileError } from "../system/file_error.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import { createChapter } from "./chapter.ts";
import type { ContextOptions, Reference } from "./context.ts";
import { renderHome } from "./home_page.ts";
import { renderNotebook } from "./notebook_page.ts";
import { type Page, renderPage } from "./page.ts";
import { SiteError } from "./site_error.ts";

/** The file of the first page. */
const HOME = "index.html";

/** What {@linkcode writeSite} writes, and where. */
export interface SiteOptions {
  /** The .ipynb files, in the order of the story. */
  readonly notebooks: readonly string[];
  /** The README.md that the first page begins with. */
  readonly readme: string;
  /** The folder for the pages; it is made if it is not there. */
  readonly output: string;
  /** What notebooks' pages end with; nothing if left out. */
  readonly endings?: Endings;
  /** Pages that no notebook makes; they come last. */
  readonly pages?: readonly ExtraPage[];
  /** The links that comments stand for: see {@linkcode SiteSources}. */
  readonly commentLink?: ContextOptions["commentLink"];
  /** The texts of files that pages load, by the names of the files. */
  readonly scripts?: ReadonlyMap<string, string>;
}

/** What the page of a notebook ends with, by the name of the notebook's file. */
export type Endings = ReadonlyMap<string, { readonly title: string; readonly html: string }>;

/** A page that no notebook makes. */
export interface ExtraPage {
  readonly file: string;
  readonly title: string;
  /** All of it, its heading too. */
  readonly html: string;
}

/** What {@linkcode renderSite} makes pages of. */
export interface SiteSources {
  /** Each with the path of its file, in the order of the story. */
  readonly notebooks: readonly { readonly path: string; readonly notebook: Notebook }[];
  readonly readme: { readonly path: string; readonly text: string };
  /** What notebooks' pages end with. */
  readonly endings?: Endings;
  /** Pages that no notebook makes. */
  readonly pages?: readonly ExtraPage[];
  /** The links that comments in texts stand for, such as those to such a page. */
  readonly commentLink?: ContextOptions["commentLink"];
}

/**
 * Writes a site of notebooks. Each page is a file that can be read alone, from a disk as from a server:
 * style, fonts and pictures are in it. What else lies in the folder stays as it is, and nothing is written
 * unless all pages can be made.
 *
 * @param options What to write, and where.
 * @returns The paths of the pages; that of the first page comes first.
 * @throws {SyntaxError} If a file is not a notebook.
 * @throws {SiteError} If there are no notebooks, a cell has not been run, an equation cannot be typeset, or a
 * link or picture leads nowhere: the message names the cell.
 */
export async function writeSite(
  { notebooks, readme, output, endings, pages: extra, commentLink, scripts = new Map() }:
    SiteOptions,
): Promise<string[]> {
  const pages = await renderSite({
    notebooks: await Promise.all(
      notebooks.map(async (path) => ({ path, notebook: await readNotebook(path) })),
    ),
    readme: { path: readme, text: await readText(readme) },
    endings,
    pages: extra,
    commentLink,
  });
  await makeFolder(output);
  for (const [file, text] of scripts) await writeFileAtomic(join(output, file), text);
  return await Promise.all([...pages].map(async ([file, html]) => {
    const path = join(output, file);
    await writeFileAtomic(path, html);
    return path;
  }));
}

/**
 * Makes the pages of a site.
 *
 * @returns Their contents by the names of their files, the first page first.
 * @throws {SiteError} As {@linkcode writeSite}.
 */
export async function renderSite(
  { notebooks, readme, endings, pages: extra = [], commentLink }: SiteSources,
): Promise<ReadonlyMap<string, string>> {
  if (notebooks.length === 0) {
    throw new SiteError("Cannot write a site: found no notebook but at least 1 is needed");
  }
  const chapters = notebooks.map(({ path, notebook }) => createChapter(path, notebook));
  const files = new Map([[resolve(readme.path), HOME]]);
  for (const { path, file } of chapters) {
    if ([...files.values()].includes(file)) {
      throw new SiteError(
        `Cannot write a site: two pages would be ${file}, one of them that of ${path}; rename it`,
      );
    }
    files.set(resolve(path), file);
  }
  for (const { file } of extra) {
    if (![...files.values()].includes(file)) continue;
    throw new SiteError(`Cannot write a site: ${file} is the page of a notebook too; rename it`);
  }
  const references: Reference[] = [];
  const options = {
    pages: files,
    commentLink,
    onReference: (reference: Reference) => references.push(reference),
  };
  // First, because the first page repeats what stands in them: their errors name the cell.
  const notebookPages = chapters.map((chapter) =>
    renderNotebook(chapter, { ...options, ending: endings?.get(basename(chapter.path)) })
  );
  const extraPages = extra.map(({ html, ...page }): Page => ({
    ...page,
    body: html,
    headings: [],
  }));
  const pages = [
    renderHome(readme, { chapters, ...options }),
    ...notebookPages,
    ...extraPages,
  ];
  checkReferences(references, pages);
  return new Map(
    await Promise.all(
      pages.map(async (page) => [page.file, await renderPage(page, pages)] as const),
    ),
  );
}

function checkReferences(references: readonly Reference[], pages: readonly Page[]): void {
  const headings = new Map(
    pages.map(({ file, headings }) => [file, new Set(headings.map(({ id }) => id))]),
  );
  for (const { file, id, target, where } of references) {
    const known = headings.get(file)!;
    if (known.has(id)) continue;
    throw new SiteError(
      `Cannot follow the link ${target} in ${where}: there is no heading "${id}" on its page, found ` +
        ([...known].join(", ") || "no headings"),
    );
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    throw fileError(error, { to: "write the first page", path });
  }
}

async function makeFolder(path: string): Promise<void> {
  const found = await Deno.stat(path).catch(() => undefined);
  if (found?.isFile) {
    throw new SiteError(
      `Cannot write a site: ${
        basename(path)
      } is a file where a folder is needed; name another folder`,
    );
  }
  try {
    await Deno.mkdir(path, { recursive: true });
  } catch (error) {
    throw fileError(error, { to: "write a site", path });
  }
}
