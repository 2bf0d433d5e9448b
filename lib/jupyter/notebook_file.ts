// Notebooks on disk: read and checked, written whole and always formatted the same.

import { basename } from "@std/path";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import type { Cell, CellOutput, MediaBundle, Notebook } from "./notebook.ts";
import { parseNotebook } from "./parse_notebook.ts";

/** Media types that editors write as lists of lines; the others, such as pictures, are one text. */
const TEXT_MEDIA = /^text\/|^image\/svg\+xml$/;

/**
 * Reads an .ipynb file.
 *
 * @param path Where it is.
 * @returns The notebook.
 * @throws {SyntaxError} If it is not a notebook of nbformat 4.5.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  return parseNotebook(await Deno.readTextFile(path), basename(path));
}

/**
 * Writes an .ipynb file: beside it first, then renamed, so that the old file stays whole until the new
 * one is.
 *
 * @param path Where it is to be.
 * @param notebook The notebook.
 * @throws {SyntaxError} If it is not one that {@linkcode readNotebook} would read again.
 */
export async function writeNotebook(path: string, notebook: Notebook) {
  const text = formatNotebook(notebook);
  parseNotebook(text, basename(path));
  await writeFileAtomic(path, text);
}

/**
 * Formats a notebook as the editors do: texts as lists of lines, fields in alphabetical order, one
 * space to a level. So a run changes no line that it did not mean to.
 *
 * @param notebook The notebook.
 * @returns The content of its .ipynb file.
 */
export function formatNotebook(notebook: Notebook): string {
  const json = { ...notebook, cells: notebook.cells.map(cellToJson) };
  return `${JSON.stringify(sortFields(json), null, 1)}\n`;
}

function cellToJson(cell: Cell): unknown {
  const source = toLines(cell.source);
  if (cell.cell_type === "code") {
    return { ...cell, source, outputs: cell.outputs.map(outputToJson) };
  }
  if (!cell.attachments) return { ...cell, source };
  const attachments = Object.entries(cell.attachments)
    .map(([name, media]) => [name, mediaToJson(media)]);
  return { ...cell, source, attachments: Object.fromEntries(attachments) };
}

function outputToJson(output: CellOutput): unknown {
  if (output.output_type === "stream") return { ...output, text: toLines(output.text) };
  if (output.output_type === "error") return output;
  return { ...output, data: mediaToJson(output.data) };
}

function mediaToJson(media: MediaBundle): unknown {
  const entries = Object.entries(media).map(([type, content]) => [
    type,
    TEXT_MEDIA.test(type) ? toLines(String(content)) : content,
  ]);
  return Object.fromEntries(entries);
}

/** The lines of a text, each with the newline that ends it. */
function toLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function sortFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortFields);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(entries.map(([name, field]) => [name, sortFields(field)]));
}
