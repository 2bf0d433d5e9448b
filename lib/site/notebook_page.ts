// The page of a notebook: its text, its code, and what the code put out.

import type { CodeCell, TextCell } from "../jupyter/mod.ts";
import type { Chapter } from "./chapter.ts";
import { createContext, withAttachments } from "./context.ts";
import { highlight } from "./highlight.ts";
import { type Heading, type MarkdownContext, renderMarkdown } from "./markdown.ts";
import { renderOutput } from "./outputs.ts";
import type { Page } from "./page.ts";

/**
 * Renders a notebook.
 *
 * @param chapter The notebook.
 * @param files The pages of the site, which links may lead to.
 * @returns Its page, still without a frame.
 * @throws {SyntaxError} When an equation cannot be typeset.
 * @throws {TypeError | Deno.errors.NotFound} When a picture is not there.
 */
export function renderNotebook(
  { path, file, title, notebook }: Chapter,
  files: ReadonlySet<string>,
): Page {
  const headings: Heading[] = [];
  const context = createContext(path, { files, onHeading: (heading) => headings.push(heading) });
  const language = (notebook.metadata.language_info as { name?: string } | undefined)?.name;
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code"
      ? renderCode(cell, { context, language: language ?? "typescript" })
      : renderText(cell, context)
  );
  return { file, title, body: cells.join("\n"), headings };
}

function renderText(cell: TextCell, context: MarkdownContext): string {
  // A raw cell is for another program.
  return cell.cell_type === "raw"
    ? ""
    : renderMarkdown(cell.source, withAttachments(context, cell));
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
