// From the text of an .ipynb file to a notebook, with every part checked.

import { parseJson } from "../system/read_json.ts";
import type {
  Cell,
  CellOutput,
  CodeCell,
  MediaBundle,
  Metadata,
  Notebook,
  TextCell,
} from "./notebook.ts";

/** How deep lists and objects may lie in each other: what reads them recursively needs an end. */
const MAX_DEPTH = 100;

const CELL_ID = /^[a-zA-Z0-9_-]{1,64}$/;

/** The name of a media type whose content is a JSON value and not a text. */
const JSON_MEDIA = /^application\/(.+\+)?json$/;

/**
 * Reads a notebook of nbformat 4. Before 4.5, the version in which VS Code still makes new notebooks, cells
 * had no ids: there they get some, and the notebook that is returned is of 4.5.
 *
 * @param text The content of an .ipynb file.
 * @param name How errors call it, such as the file's name.
 * @returns The notebook. Texts that the file holds as lists of lines are in one piece.
 * @throws {SyntaxError} If the text is not JSON or not such a notebook; the error names the field.
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
  const json = parseJson(text, { to: `read notebook ${name}` });
  if (isDeeper(json, MAX_DEPTH)) {
    fail(name, "lists and objects nested deeper", `at most ${MAX_DEPTH} levels`);
  }
  const notebook = readFields(json, name, ["cells", "metadata", "nbformat", "nbformat_minor"]);
  if (notebook.nbformat !== 4) fail(`${name}, nbformat`, notebook.nbformat, "4");
  const minor = readCount(notebook.nbformat_minor, `${name}, nbformat_minor`);
  const cells = readArray(notebook.cells, `${name}, cells`)
    .map((cell, i) => {
      const location = `${name}, cell ${i + 1} of all`;
      return readCell(minor < 5 ? withId(cell, { i, location }) : cell, location);
    });
  const ids = new Set<string>();
  for (const [i, { id }] of cells.entries()) {
    if (ids.has(id)) fail(`${name}, cell ${i + 1} of all, id`, id, "one no other cell has");
    ids.add(id);
  }
  return {
    nbformat: 4,
    nbformat_minor: Math.max(minor, 5),
    metadata: readObject(notebook.metadata, `${name}, metadata`),
    cells,
  };
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((part) => isDeeper(part, depth - 1));
}

/** A cell of an older notebook, whose id is its index. */
function withId(value: unknown, { i, location }: { i: number; location: string }): unknown {
  return { id: `cell-${i + 1}`, ...readObject(value, location) };
}

function readCell(value: unknown, location: string): Cell {
  const type = readObject(value, location).cell_type;
  if (type === "code") return readCodeCell(value, location);
  if (type === "markdown" || type === "raw") return readTextCell(value, { location, type });
  return fail(`${location}, cell_type`, type, '"code", "markdown" or "raw"');
}

function readCodeCell(value: unknown, location: string): CodeCell {
  const cell = readFields(value, location, [...cellFields, "execution_count", "outputs"]);
  return {
    cell_type: "code",
    ...readCellBasics(cell, location),
    execution_count: readExecutionCount(cell.execution_count, `${location}, execution_count`),
    outputs: readArray(cell.outputs, `${location}, outputs`)
      .map((output, i) => readOutput(output, `${location}, output ${i + 1}`)),
  };
}

function readTextCell(
  value: unknown,
  { location, type }: { location: string; type: TextCell["cell_type"] },
): TextCell {
  const hasAttachments = Object.hasOwn(value as object, "attachments");
  const cell = readFields(
    value,
    location,
    hasAttachments ? [...cellFields, "attachments"] : cellFields,
  );
  const textCell: TextCell = { cell_type: type, ...readCellBasics(cell, location) };
  if (!hasAttachments) return textCell;
  const attachments = Object.entries(readObject(cell.attachments, `${location}, attachments`))
    .map(([file, bundle]) => [file, readMedia(bundle, `${location}, attachment ${file}`)]);
  return { ...textCell, attachments: Object.fromEntries(attachments) };
}

const cellFields = ["cell_type", "id", "metadata", "source"] as const;

function readCellBasics(
  cell: Record<typeof cellFields[number], unknown>,
  location: string,
): { id: string; metadata: Metadata; source: string } {
  const id = readString(cell.id, `${location}, id`);
  if (!CELL_ID.test(id)) fail(`${location}, id`, id, "1 to 64 letters, digits, - or _");
  return {
    id,
    metadata: readObject(cell.metadata, `${location}, metadata`),
    source: readText(cell.source, `${location}, source`),
  };
}

/**
 * Reads an output of a code cell.
 *
 * @param value The output, as a file holds it.
 * @param location How errors call it.
 * @throws {SyntaxError} If it is none that a notebook can store.
 */
export function readOutput(value: unknown, location: string): CellOutput {
  const type = readObject(value, location).output_type;
  if (type === "stream") {
    const { name, text } = readFields(value, location, ["output_type", "name", "text"]);
    if (name !== "stdout" && name !== "stderr") {
      return fail(`${location}, name`, name, '"stdout" or "stderr"');
    }
    return { output_type: type, name, text: readText(text, `${location}, text`) };
  }
  if (type === "display_data") {
    const { data, metadata } = readFields(value, location, ["output_type", "data", "metadata"]);
    return {
      output_type: type,
      data: readMedia(data, `${location}, data`),
      metadata: readObject(metadata, `${location}, metadata`),
    };
  }
  if (type === "execute_result") {
    const result = readFields(value, location, [
      "output_type",
      "execution_count",
      "data",
      "metadata",
    ]);
    return {
      output_type: type,
      execution_count: readExecutionCount(result.execution_count, `${location}, execution_count`),
      data: readMedia(result.data, `${location}, data`),
      metadata: readObject(result.metadata, `${location}, metadata`),
    };
  }
  if (type === "error") {
    const error = readFields(value, location, ["output_type", "ename", "evalue", "traceback"]);
    return {
      output_type: type,
      ename: readString(error.ename, `${location}, ename`),
      evalue: readString(error.evalue, `${location}, evalue`),
      traceback: readArray(error.traceback, `${location}, traceback`)
        .map((line, i) => readString(line, `${location}, traceback line ${i + 1}`)),
    };
  }
  return fail(
    `${location}, output_type`,
    type,
    '"stream", "display_data", "execute_result" or "error"',
  );
}

function readMedia(value: unknown, location: string): MediaBundle {
  const entries = Object.entries(readObject(value, location)).map(([type, content]) => [
    type,
    JSON_MEDIA.test(type) ? content : readText(content, `${location}, ${type}`),
  ]);
  return Object.fromEntries(entries);
}

function readText(value: unknown, location: string): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((line) => typeof line === "string")) {
    return value.join("");
  }
  return fail(location, value, "a text or a list of lines");
}

function readString(value: unknown, location: string): string {
  return typeof value === "string" ? value : fail(location, value, "a text");
}

function readExecutionCount(value: unknown, location: string): number | null {
  return value === null ? null : readCount(value, location);
}

function readCount(value: unknown, location: string): number {
  return Number.isInteger(value) && Number(value) >= 0
    ? Number(value)
    : fail(location, value, "an integer of at least 0");
}

function readArray(value: unknown, location: string): unknown[] {
  return Array.isArray(value) ? value : fail(location, value, "a list");
}

function readObject(value: unknown, location: string): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Record<string, unknown>
    : fail(location, value, "an object");
}

/** An object with exactly these fields: what this program does not know it would lose on writing. */
function readFields<Name extends string>(
  value: unknown,
  location: string,
  names: readonly Name[],
): Record<Name, unknown> {
  const object = readObject(value, location);
  const missing = names.find((name) => !Object.hasOwn(object, name));
  if (missing) fail(location, `no ${missing}`, `the fields ${names.join(", ")}`);
  const unknown = Object.keys(object).find((name) => !names.includes(name as Name));
  if (unknown) fail(location, `the field ${unknown}`, `only ${names.join(", ")}`);
  return object as Record<Name, unknown>;
}

function fail(location: string, found: unknown, wanted: string): never {
  const shown = (typeof found === "string" ? found : JSON.stringify(found) ?? "nothing").slice(
    0,
    60,
  );
  throw new SyntaxError(`Cannot read notebook ${location}: found ${shown}, wanted ${wanted}`);
}
