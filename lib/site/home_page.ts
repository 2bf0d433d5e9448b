// The first page: what the project is, what it reached, and the notebooks.

import { escapeXml } from "../charts/escape.ts";
import type { Chapter } from "./chapter.ts";
import { contextOfCell, type ContextOptions, createContext } from "./context.ts";
import { type Heading, readOpening, renderMarkdown } from "./markdown.ts";
import type { Page } from "./page.ts";
import { SiteError } from "./site_error.ts";

/** Where the results in the README end; what follows is for whoever has the files. */
const RESULTS_END = "<!-- results:end -->";

/**
 * Renders the first page: the README down to its results, then the notebooks, each with its first
 * paragraph and picture.
 *
 * @param readme The path of the README and its text.
 * @param options `chapters`: the notebooks in the order of the story; the pages of the site, which links may lead
 * to, and what is called for links to headings.
 * @returns The page, still without a frame.
 * @throws {SiteError} If the README has no results or no heading, or a link or picture leads nowhere.
 */
export function renderHome(
  readme: { path: string; text: string },
  { chapters, ...options }: { chapters: readonly Chapter[] } & Omit<ContextOptions, "onHeading">,
): Page {
  const end = readme.text.indexOf(RESULTS_END);
  const introduction = readme.text.slice(0, end);
  const { title } = readOpening(introduction);
  if (end === -1 || title === undefined) {
    throw new SiteError(
      `Cannot write the first page: wanted a heading and "${RESULTS_END}" in ${readme.path}, ` +
        `but one of them is not there`,
    );
  }
  const headings: Heading[] = [];
  const context = createContext(readme.path, {
    ...options,
    onHeading: (heading) => headings.push(heading),
  });
  const cards = chapters.map((chapter) => renderCard(chapter, options));
  const body = [
    renderMarkdown(`${introduction}\n\n## Notebooks`, context),
    `<ol class="cards">`,
    ...cards,
    `</ol>`,
  ].join("\n");
  return { file: "index.html", title, body, headings };
}

function renderCard(chapter: Chapter, options: ContextOptions): string {
  const { path, file, title, opening, picture } = chapter;
  // The picture says nothing that the page does not, so screen readers pass over it.
  const image = picture === undefined ? "" : `<img src="${escapeXml(picture)}" alt="">`;
  const text = opening === undefined
    ? ""
    : renderMarkdown(opening.paragraph, contextOfCell(createContext(path, options), opening));
  return `<li>
<h3><a href="${encodeURIComponent(file)}">${escapeXml(title)}</a></h3>
${image}
${text}
</li>`;
}
