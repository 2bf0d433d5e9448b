// The outputs of a cell as HTML: of each, the best medium that a page can show.

import { stripAnsiCode } from "@std/fmt/colors";
import { escapeXml } from "../charts/escape.ts";
import type { CellOutput, MediaBundle } from "../jupyter/mod.ts";
import { decodePicture, toDataUri } from "./data_uri.ts";
import { type MarkdownContext, renderMarkdown } from "./markdown.ts";

/** How a page shows a medium, from the best one on. What is HTML may hold scripts, which run. */
const renderers: Record<string, (data: MediaBundle, context: MarkdownContext) => string> = {
  "text/html": (data) => `<div class="scroll">${data["text/html"]}</div>`,
  "image/svg+xml": (data, context) => picture("image/svg+xml", data, context),
  "image/png": (data, context) => picture("image/png", data, context),
  "image/jpeg": (data, context) => picture("image/jpeg", data, context),
  "text/markdown": (data, context) => renderMarkdown(String(data["text/markdown"]), context),
  "text/plain": (data) => text(String(data["text/plain"]), "result"),
};

const pictures = Object.keys(renderers).filter((medium) => medium.startsWith("image/"));

/** The first bytes of every PNG. */
const PNG_SIGNATURE = "\x89PNG\r\n\x1a\n";

/**
 * Renders what a cell put out.
 *
 * @param output One output.
 * @param context The page it stands in.
 * @returns HTML, or an empty text for an output in no medium that a page can show.
 * @throws {SiteError} If a picture is damaged, or Markdown leads nowhere.
 */
export function renderOutput(output: CellOutput, context: MarkdownContext): string {
  switch (output.output_type) {
    case "stream":
      return text(output.text, output.name);
    case "error":
      return text([`${output.ename}: ${output.evalue}`, ...output.traceback].join("\n"), "error");
    default: {
      const medium = bestMedium(output.data);
      return medium === undefined ? "" : renderers[medium](output.data, context);
    }
  }
}

/**
 * The picture of an output, which may be there beside something better.
 *
 * @param output One output.
 * @param options `where`: how errors call the cell.
 * @returns The address of a picture, with the picture in it, or undefined if there is none.
 * @throws {SiteError} If it is damaged.
 */
export function pictureOf(
  output: CellOutput,
  { where }: { where: string },
): string | undefined {
  if (!("data" in output)) return undefined;
  const medium = pictures.find((medium) => Object.hasOwn(output.data, medium));
  return medium && toDataUri(medium, output.data[medium], { to: `show the picture in ${where}` });
}

function bestMedium(data: MediaBundle): string | undefined {
  return Object.keys(renderers).find((medium) => Object.hasOwn(data, medium));
}

function picture(medium: string, data: MediaBundle, { where }: MarkdownContext): string {
  const to = `show the picture in ${where}`;
  const content = String(data[medium]);
  const source = escapeXml(toDataUri(medium, content, { to }));
  const alt = escapeXml(String(data["text/plain"] ?? "A picture without a description"));
  const { width, height } = sizeOf(medium, content, { to });
  // On a phone a chart scrolls before its letters get too small to read.
  const size = width === undefined
    ? ""
    : ` width="${width}" height="${height}" style="min-width: min(${width}px, 30rem)"`;
  return `<div class="scroll"><img src="${source}" alt="${alt}"${size}></div>`;
}

/** The size of a picture in pixels, which keeps its room while a browser still decodes it. */
function sizeOf(
  medium: string,
  content: string,
  options: { to: string },
): { width?: number; height?: number } {
  if (medium === "image/svg+xml") {
    const [root] = content.match(/<svg[^>]*>/) ?? [""];
    const [width, height] = ["width", "height"]
      .map((name) => Number(root.match(` ${name}="([\\d.]+)"`)?.[1] ?? NaN));
    return width > 0 && height > 0 ? { width, height } : {};
  }
  if (medium === "image/png") {
    const bytes = decodePicture(content, options);
    // After the signature, the length and name of the first chunk, both numbers.
    if (bytes.length < 24 || !startsWith(bytes, PNG_SIGNATURE)) return {};
    const header = new DataView(bytes.buffer);
    return { width: header.getUint32(16), height: header.getUint32(20) };
  }
  return {};
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  return [...signature].every((letter, i) => bytes[i] === letter.charCodeAt(0));
}

function text(content: string, kind: "stdout" | "stderr" | "result" | "error"): string {
  // What a terminal writes over was not to stay.
  const lines = stripAnsiCode(content).replace(/^.*\r(?!\n|$)/gm, "").replaceAll("\r", "");
  return `<pre class="${kind}">${escapeXml(lines.trimEnd())}</pre>`;
}
