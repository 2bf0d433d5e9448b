// The page of a notebook: its text, its code, and what the code put out.

import { basename } from "@std/path";
import type { CodeCell, Notebook, TextCell } from "../jupyter/mod.ts";
import type { Chapter } from "./chapter.ts";
import { contextOfCell, type ContextOptions, createContext } from "./context.ts";
import { highlight } from "./highlight.ts";
import { type Heading, type MarkdownContext, renderMarkdown } from "./markdown.ts";
import { renderOutput } from "./outputs.ts";
import type { Page } from "./page.ts";
import { SiteError } from "./site_error.ts";

/**
 * Renders a notebook.
 *
 * @param chapter The notebook.
 * @param options The pages of the site, which links may lead to, what is called for links to headings, and
 * `ending`: HTML that the page ends with, under a heading of its own.
 * @returns Its page, still without a frame.
 * @throws {SiteError} If an equation cannot be typeset, or a link or picture leads nowhere.
 */
export function renderNotebook(
  { path, file, title, notebook }: Chapter,
  { ending, ...options }: Omit<ContextOptions, "onHeading"> & {
    readonly ending?: { readonly title: string; readonly html: string };
  },
): Page {
  const headings: Heading[] = [];
  const page = createContext(path, {
    ...options,
    onHeading: (heading) => headings.push(heading),
  });
  const language = languageOf(notebook, { path });
  const cells = notebook.cells.map((cell, index) =>
    cell.cell_type === "code"
      ? renderCode(cell, { context: contextOfCell(page, { index }), language })
      : renderText(cell, contextOfCell(page, { index, cell }))
  );
  if (ending !== undefined) {
    cells.push(
      renderText(
        { cell_type: "markdown", metadata: {}, source: `## ${ending.title}` } as TextCell,
        page,
      ),
      ending.html,
    );
  }
  return { file, title, body: cells.join("\n"), headings };
}

function languageOf({ metadata }: Notebook, { path }: { path: string }): string {
  const { name } = Object(metadata.language_info) as { name?: unknown };
  if (name === undefined) return "typescript";
  if (typeof name === "string") return name;
  throw new SiteError(
    `Cannot write the page of ${basename(path)}: metadata.language_info.name is ` +
      `${JSON.stringify(name)} but must be a text; run the notebook again`,
  );
}

function renderText(cell: TextCell, context: MarkdownContext): string {
  // A raw cell is for another program.
  return cell.cell_type === "raw" ? "" : renderMarkdown(cell.source, context);
}

function renderCode(
  cell: CodeCell,
  { context, language }: { context: MarkdownContext; language: string },
): string {
  if (cell.source.trim() === "") return "";
  const code = `<pre class="code"><code>${highlight(cell.source, language)}</code></pre>`;
  const outputs = cell.outputs.map((output) => renderOutput(output, context));
  return [code, ...outputs].join("\n");
}
