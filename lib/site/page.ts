// The frame of every page: head, contents, and the way to the pages before and after.

import { escapeXml } from "../charts/escape.ts";
import { contentPolicy } from "../system/content_policy.ts";
import { equationStyle } from "./equations.ts";
import type { Heading } from "./markdown.ts";
import style from "./style.css" with { type: "text" };

/** Lets keys scroll what is wider than the page; not every browser does so by itself. */
const FOCUSABLE = `
for (const box of document.querySelectorAll("pre, .scroll, .katex-display")) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
}
`;

/** Where in a page its policy goes: it holds for what comes after it. */
const POLICY = "<!-- policy -->";

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
 * Puts a page into its frame. It needs no other file: style, fonts and pictures are in it. Its policy allows
 * what is there, and nothing else.
 *
 * @param page The page.
 * @param pages All pages in the order of the story; the first one is the site's own.
 * @returns The content of its file.
 */
export async function renderPage(page: Page, pages: readonly PageLink[]): Promise<string> {
  const [home] = pages;
  const title = page.file === home.file ? home.title : `${page.title} – ${home.title}`;
  // A browser reads no other line breaks, and digests what it reads.
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${POLICY}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(title)}</title>
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
`.replaceAll(/\r\n?/g, "\n");
  const policy = `<meta http-equiv="Content-Security-Policy" content="${await contentPolicy(
    html,
  )}">`;
  return html.replace(POLICY, () => policy);
}

function renderEntry(entry: PageLink, page: Page): string {
  if (entry.file !== page.file) return `<li>${anchor(entry)}</li>`;
  const headings = page.headings.filter(({ level }) => level === 2)
    .map(({ id, text }) => `<li><a href="#${encodeURIComponent(id)}">${escapeXml(text)}</a></li>`);
  const list = headings.length === 0 ? "" : `\n<ol>\n${headings.join("\n")}\n</ol>`;
  return `<li>${anchor(entry, 'aria-current="page"')}${list}</li>`;
}

function renderPager(page: PageLink, pages: readonly PageLink[]): string {
  const index = pages.findIndex(({ file }) => file === page.file);
  const links = [
    index > 0 ? anchor(pages[index - 1], 'rel="prev"') : "",
    index < pages.length - 1 ? anchor(pages[index + 1], 'rel="next"') : "",
  ];
  return `<nav class="pager" aria-label="Previous and next">\n${links.join("\n")}\n</nav>`;
}

function anchor({ file, title }: PageLink, attributes = ""): string {
  return `<a href="${encodeURIComponent(file)}" ${attributes}>${escapeXml(title)}</a>`;
}
