// From the text of an .ipynb file to a notebook, with every part checked.

import type {
  Cell,
  CellOutput,
  CodeCell,
  MediaBundle,
  Metadata,
  Notebook,
  TextCell,
} from "./notebook.ts";

const CELL_ID = /^[a-zA-Z0-9_-]{1,64}$/;

/** The name of a media type whose content is a JSON value and not a text. */
const JSON_MEDIA = /^application\/(.+\+)?json$/;

/**
 * Reads a notebook of nbformat 4.5 or a later 4.
 *
 * @param text The content of an .ipynb file.
 * @param name How errors call it, such as the file's name.
 * @returns The notebook. Texts that the file holds as lists of lines are in one piece.
 * @throws {SyntaxError} When the text is not JSON or not such a notebook; it names the place.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { parseNotebook } from "./parse_notebook.ts";
 *
 * const text = '{ "cells": [], "metadata": {}, "nbformat": 3, "nbformat_minor": 0 }';
 * assertThrows(() => parseNotebook(text, "old.ipynb"), SyntaxError, "old.ipynb, nbformat");
 * ```
 */
export function parseNotebook(text: string, name: string): Notebook {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`Cannot read notebook ${name}: ${(error as Error).message}`);
  }
  const notebook = readFields(json, name, ["cells", "metadata", "nbformat", "nbformat_minor"]);
  if (notebook.nbformat !== 4) fail(`${name}, nbformat`, notebook.nbformat, "4");
  const minor = readCount(notebook.nbformat_minor, `${name}, nbformat_minor`);
  if (minor < 5) fail(`${name}, nbformat_minor`, minor, "at least 5, whose cells have ids");
  const cells = readArray(notebook.cells, `${name}, cells`)
    .map((cell, i) => readCell(cell, `${name}, cell ${i + 1} of all`));
  const ids = new Set<string>();
  for (const [i, { id }] of cells.entries()) {
    if (ids.has(id)) fail(`${name}, cell ${i + 1} of all, id`, id, "one no other cell has");
    ids.add(id);
  }
  return {
    nbformat: 4,
    nbformat_minor: minor,
    metadata: readObject(notebook.metadata, `${name}, metadata`),
    cells,
  };
}

function readCell(value: unknown, place: string): Cell {
  const type = readObject(value, place).cell_type;
  if (type === "code") return readCodeCell(value, place);
  if (type === "markdown" || type === "raw") return readTextCell(value, { place, type });
  return fail(`${place}, cell_type`, type, '"code", "markdown" or "raw"');
}

function readCodeCell(value: unknown, place: string): CodeCell {
  const cell = readFields(value, place, [...CELL_FIELDS, "execution_count", "outputs"]);
  return {
    cell_type: "code",
    ...readCellBasics(cell, place),
    execution_count: readExecutionCount(cell.execution_count, `${place}, execution_count`),
    outputs: readArray(cell.outputs, `${place}, outputs`)
      .map((output, i) => readOutput(output, `${place}, output ${i + 1}`)),
  };
}

function readTextCell(
  value: unknown,
  { place, type }: { place: string; type: TextCell["cell_type"] },
): TextCell {
  const hasAttachments = Object.hasOwn(value as object, "attachments");
  const cell = readFields(
    value,
    place,
    hasAttachments ? [...CELL_FIELDS, "attachments"] : CELL_FIELDS,
  );
  const textCell: TextCell = { cell_type: type, ...readCellBasics(cell, place) };
  if (!hasAttachments) return textCell;
  const attachments = Object.entries(readObject(cell.attachments, `${place}, attachments`))
    .map(([file, bundle]) => [file, readMedia(bundle, `${place}, attachment ${file}`)]);
  return { ...textCell, attachments: Object.fromEntries(attachments) };
}

const CELL_FIELDS = ["cell_type", "id", "metadata", "source"] as const;

function readCellBasics(
  cell: Record<typeof CELL_FIELDS[number], unknown>,
  place: string,
): { id: string; metadata: Metadata; source: string } {
  const id = readString(cell.id, `${place}, id`);
  if (!CELL_ID.test(id)) fail(`${place}, id`, id, "1 to 64 letters, digits, - or _");
  return {
    id,
    metadata: readObject(cell.metadata, `${place}, metadata`),
    source: readText(cell.source, `${place}, source`),
  };
}

function readOutput(value: unknown, place: string): CellOutput {
  const type = readObject(value, place).output_type;
  if (type === "stream") {
    const { name, text } = readFields(value, place, ["output_type", "name", "text"]);
    if (name !== "stdout" && name !== "stderr") {
      return fail(`${place}, name`, name, '"stdout" or "stderr"');
    }
    return { output_type: type, name, text: readText(text, `${place}, text`) };
  }
  if (type === "display_data") {
    const { data, metadata } = readFields(value, place, ["output_type", "data", "metadata"]);
    return {
      output_type: type,
      data: readMedia(data, `${place}, data`),
      metadata: readObject(metadata, `${place}, metadata`),
    };
  }
  if (type === "execute_result") {
    const result = readFields(value, place, [
      "output_type",
      "execution_count",
      "data",
      "metadata",
    ]);
    return {
      output_type: type,
      execution_count: readExecutionCount(result.execution_count, `${place}, execution_count`),
      data: readMedia(result.data, `${place}, data`),
      metadata: readObject(result.metadata, `${place}, metadata`),
    };
  }
  if (type === "error") {
    const error = readFields(value, place, ["output_type", "ename", "evalue", "traceback"]);
    return {
      output_type: type,
      ename: readString(error.ename, `${place}, ename`),
      evalue: readString(error.evalue, `${place}, evalue`),
      traceback: readArray(error.traceback, `${place}, traceback`)
        .map((line, i) => readString(line, `${place}, traceback line ${i + 1}`)),
    };
  }
  return fail(
    `${place}, output_type`,
    type,
    '"stream", "display_data", "execute_result" or "error"',
  );
}

function readMedia(value: unknown, place: string): MediaBundle {
  const entries = Object.entries(readObject(value, place)).map(([type, content]) => [
    type,
    JSON_MEDIA.test(type) ? content : readText(content, `${place}, ${type}`),
  ]);
  return Object.fromEntries(entries);
}

function readText(value: unknown, place: string): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((line) => typeof line === "string")) {
    return value.join("");
  }
  return fail(place, value, "a text or a list of lines");
}

function readString(value: unknown, place: string): string {
  return typeof value === "string" ? value : fail(place, value, "a text");
}

function readExecutionCount(value: unknown, place: string): number | null {
  return value === null ? null : readCount(value, place);
}

function readCount(value: unknown, place: string): number {
  return Number.isInteger(value) && Number(value) >= 0
    ? Number(value)
    : fail(place, value, "a whole number");
}

function readArray(value: unknown, place: string): unknown[] {
  return Array.isArray(value) ? value : fail(place, value, "a list");
}

function readObject(value: unknown, place: string): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Record<string, unknown>
    : fail(place, value, "an object");
}

/** An object with exactly these fields: what this program does not know it would lose on writing. */
function readFields<Name extends string>(
  value: unknown,
  place: string,
  names: readonly Name[],
): Record<Name, unknown> {
  const object = readObject(value, place);
  const missing = names.find((name) => !Object.hasOwn(object, name));
  if (missing) fail(place, `no ${missing}`, `the fields ${names.join(", ")}`);
  const unknown = Object.keys(object).find((name) => !names.includes(name as Name));
  if (unknown) fail(place, `the field ${unknown}`, `only ${names.join(", ")}`);
  return object as Record<Name, unknown>;
}

function fail(place: string, found: unknown, wanted: string): never {
  const shown = (typeof found === "string" ? found : JSON.stringify(found) ?? "nothing").slice(
    0,
    60,
  );
  throw new SyntaxError(`Cannot read notebook ${place}: found ${shown}, wanted ${wanted}`);
}
