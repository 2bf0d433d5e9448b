// The outputs of a cell as HTML: of each, the best medium that a page can show.

import { stripAnsiCode } from "@std/fmt/colors";
import { escape } from "@std/html/entities";
import type { CellOutput, MediaBundle } from "../jupyter/mod.ts";
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

const PICTURES = Object.keys(RENDERERS).filter((medium) => medium.startsWith("image/"));

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
 * The picture of an output, which may be there beside something better.
 *
 * @param output One output.
 * @returns The address of a picture, with the picture in it, or undefined if there is none.
 */
export function pictureOf(output: CellOutput): string | undefined {
  if (!("data" in output)) return undefined;
  const medium = PICTURES.find((medium) => Object.hasOwn(output.data, medium));
  return medium && toDataUri(medium, output.data[medium]);
}

function bestMedium(data: MediaBundle): string | undefined {
  return Object.keys(RENDERERS).find((medium) => Object.hasOwn(data, medium));
}

function picture(medium: string, data: MediaBundle): string {
  const alt = escape(String(data["text/plain"] ?? "A picture without a description"));
  const content = String(data[medium]);
  const { width, height } = sizeOf(medium, content);
  // On a phone a chart scrolls before its letters get too small to read.
  const size = width === undefined
    ? ""
    : ` width="${width}" height="${height}" style="min-width: min(${width}px, 30rem)"`;
  return `<div class="scroll"><img src="${toDataUri(medium, content)}" alt="${alt}"${size}></div>`;
}

/** The size of a picture in pixels, which keeps its place while a browser still decodes it. */
function sizeOf(medium: string, content: string): { width?: number; height?: number } {
  if (medium === "image/svg+xml") {
    const [root] = content.match(/<svg[^>]*>/) ?? [""];
    const [width, height] = ["width", "height"]
      .map((name) => Number(root.match(` ${name}="([\\d.]+)"`)?.[1] ?? NaN));
    return width > 0 && height > 0 ? { width, height } : {};
  }
  if (medium === "image/png") {
    // After a signature of 8 bytes, the length and name of the first chunk, both numbers.
    const bytes = Uint8Array.fromBase64(content.slice(0, 32));
    const header = new DataView(bytes.buffer);
    return { width: header.getUint32(16), height: header.getUint32(20) };
  }
  return {};
}

function text(content: string, kind: "stdout" | "stderr" | "result" | "error"): string {
  // What a terminal writes over was not to stay.
  const lines = stripAnsiCode(content).replace(/^.*\r(?!\n|$)/gm, "").replaceAll("\r", "");
  return `<pre class="${kind}">${escape(lines.trimEnd())}</pre>`;
}
