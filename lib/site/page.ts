// The frame of every page: head, contents, and the way to the pages before and after.

import { escape } from "@std/html/entities";
import { equationStyle } from "./equations.ts";
import type { Heading } from "./markdown.ts";
import style from "./style.css" with { type: "text" };

/** Lets keys scroll what is wider than the page; not every browser does so by itself. */
const FOCUSABLE = `
for (const box of document.querySelectorAll("pre, .scroll, .katex-display")) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}
`;

/** A page of the site, as others link to it. */
export interface PageLink {
  /** Its file. */
  readonly file: string;
  readonly title: string;
}

/** A page of the site. */
export interface Page extends PageLink {
  /** HTML. */
  readonly body: string;
  /** Those that the contents list below the page. */
  readonly headings: readonly Heading[];
}

/**
 * Puts a page into its frame. It needs no other file: style, fonts and pictures are in it.
 *
 * @param page The page.
 * @param pages All pages in the order of the story; the first one is the site's own.
 * @returns The content of its file.
 */
export async function renderPage(page: Page, pages: readonly PageLink[]): Promise<string> {
  const [home] = pages;
  const title = page.file === home.file ? home.title : `${page.title} – ${home.title}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>${style}${await equationStyle(page.body)}</style>
</head>
<body>
<header>
<a href="#main" class="skip">Skip to the text</a>
${anchor(home)}
<a href="#contents" class="to-contents">Contents</a>
</header>
<main id="main">
${page.body}
${renderPager(page, pages)}
</main>
<nav id="contents" aria-label="Contents">
<ol>
${pages.map((other) => renderEntry(other, page)).join("\n")}
</ol>
</nav>
<script>${FOCUSABLE}</script>
</body>
</html>
`;
}

function renderEntry(entry: PageLink, page: Page): string {
  if (entry.file !== page.file) return `<li>${anchor(entry)}</li>`;
  const headings = page.headings.filter(({ level }) => level === 2)
    .map(({ id, text }) => `<li><a href="#${escape(id)}">${escape(text)}</a></li>`);
  const list = headings.length === 0 ? "" : `\n<ol>\n${headings.join("\n")}\n</ol>`;
  return `<li>${anchor(entry, 'aria-current="page"')}${list}</li>`;
}

function renderPager(page: PageLink, pages: readonly PageLink[]): string {
  const place = pages.findIndex(({ file }) => file === page.file);
  const links = [
    place > 0 ? anchor(pages[place - 1], 'rel="prev"') : "",
    place < pages.length - 1 ? anchor(pages[place + 1], 'rel="next"') : "",
  ];
  return `<nav class="pager" aria-label="Previous and next">\n${links.join("\n")}\n</nav>`;
}

function anchor({ file, title }: PageLink, attributes = ""): string {
  return `<a href="${escape(file)}" ${attributes}>${escape(title)}</a>`;
}
