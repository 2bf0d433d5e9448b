// The outputs of a cell as HTML: of each, the best medium that a page can show.

import { stripAnsiCode } from "@std/fmt/colors";
import type { CellOutput, MediaBundle } from "../jupyter/mod.ts";
import { escapeHtml } from "../report/table.ts";
import { toDataUri } from "./data_uri.ts";
import { type MarkdownContext, renderMarkdown } from "./markdown.ts";

/** How a page shows a medium, from the best one on. */
const RENDERERS: Record<string, (data: MediaBundle, context: MarkdownContext) => string> = {
  "text/html": (data) => `<div class="scroll">${data["text/html"]}</div>`,
  "image/svg+xml": (data) => picture("image/svg+xml", data),
  "image/png": (data) => picture("image/png", data),
  "image/jpeg": (data) => picture("image/jpeg", data),
  "text/markdown": (data, context) => renderMarkdown(String(data["text/markdown"]), context),
  "text/plain": (data) => text(String(data["text/plain"]), "result"),
};

/**
 * Renders what a cell put out.
 *
 * @param output One output.
 * @param context The page it stands in.
 * @returns HTML, or an empty text for an output in no medium that a page can show.
 */
export function renderOutput(output: CellOutput, context: MarkdownContext): string {
  switch (output.output_type) {
    case "stream":
      return text(output.text, output.name);
    case "error":
      return text([`${output.ename}: ${output.evalue}`, ...output.traceback].join("\n"), "error");
    default: {
      const medium = bestMedium(output.data);
      return medium === undefined ? "" : RENDERERS[medium](output.data, context);
    }
  }
}

/**
 * The picture of an output.
 *
 * @param output One output.
 * @returns The address of a picture, with the picture in it, or undefined if the output is none.
 */
export function pictureOf(output: CellOutput): string | undefined {
  if (!("data" in output)) return undefined;
  const medium = bestMedium(output.data);
  return medium?.startsWith("image/") ? toDataUri(medium, output.data[medium]) : undefined;
}

function bestMedium(data: MediaBundle): string | undefined {
  return Object.keys(RENDERERS).find((medium) => Object.hasOwn(data, medium));
}

function picture(medium: string, data: MediaBundle): string {
  const alt = escapeHtml(String(data["text/plain"] ?? "A picture without a description"));
  const source = toDataUri(medium, data[medium]);
  return `<div class="scroll picture"><img src="${source}" alt="${alt}"></div>`;
}

function text(content: string, kind: "stdout" | "stderr" | "result" | "error"): string {
  // What a terminal writes over was not to stay.
  const lines = stripAnsiCode(content).replace(/^.*\r(?!\n|$)/gm, "").replaceAll("\r", "");
  return `<pre class="${kind}">${escapeHtml(lines.trimEnd())}</pre>`;
}
