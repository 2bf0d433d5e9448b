// Tests of reading .ipynb texts: what is refused, and that the error names the field.

import { assertEquals, assertThrows } from "@std/assert";
import { codeCells } from "../../lib/jupyter/notebook.ts";
import { formatNotebook } from "../../lib/jupyter/notebook_file.ts";
import { parseNotebook } from "../../lib/jupyter/parse_notebook.ts";
import { createNotebook } from "./temporary_notebook.ts";

/** A valid notebook as JSON, with one code cell that has one output of each kind, after a title. */
// deno-lint-ignore no-explicit-any
function validJson(): any {
  const json = JSON.parse(formatNotebook(createNotebook(["1"])));
  json.cells[1].outputs = [
    { output_type: "stream", name: "stdout", text: ["a\n", "b"] },
    {
      output_type: "display_data",
      data: { "text/plain": "x", "application/json": { a: [1] } },
      metadata: {},
    },
    { output_type: "execute_result", execution_count: 1, data: {}, metadata: {} },
    { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
  ];
  return json;
}

Deno.test("parseNotebook joins lists of lines and keeps JSON", () => {
  const notebook = parseNotebook(JSON.stringify(validJson()), "a.ipynb");
  const [stream, display] = codeCells(notebook)[0].outputs;
  assertEquals(stream, { output_type: "stream", name: "stdout", text: "a\nb" });
  assertEquals(display, {
    output_type: "display_data",
    data: { "text/plain": "x", "application/json": { a: [1] } },
    metadata: {},
  });
});

// deno-lint-ignore no-explicit-any
const malformed: Record<string, [(json: any) => void, string]> = {
  "an older format": [(json) => json.nbformat = 3, "a.ipynb, nbformat: found 3, wanted 4"],
  "no cells": [(json) => delete json.cells, "a.ipynb: found no cells, wanted the fields"],
  "cells that are no list": [(json) => json.cells = {}, "a.ipynb, cells: found {}, wanted a list"],
  "a field it does not know": [(json) => json.worksheets = [], "found the field worksheets"],
  "metadata that is no object": [
    (json) => json.metadata = [],
    "metadata: found [], wanted an object",
  ],
  "an unknown cell type": [
    (json) => json.cells[0].cell_type = "heading",
    'cell 1 of all, cell_type: found heading, wanted "code", "markdown" or "raw"',
  ],
  "a cell without id": [(json) => delete json.cells[1].id, "cell 2 of all: found no id"],
  "an id with blanks": [(json) => json.cells[1].id = "a b", "cell 2 of all, id: found a b"],
  "an id used twice": [
    (json) => json.cells[1].id = "title",
    "cell 2 of all, id: found title, wanted one no other cell has",
  ],
  "a source that is no text": [
    (json) => json.cells[1].source = [1],
    "cell 2 of all, source: found [1], wanted a text or a list of lines",
  ],
  "outputs of a text cell": [(json) => json.cells[0].outputs = [], "found the field outputs"],
  "a code cell without outputs": [(json) => delete json.cells[1].outputs, "found no outputs"],
  "a count that is no number": [
    (json) => json.cells[1].execution_count = "1",
    "execution_count: found 1, wanted an integer of at least 0",
  ],
  "an unknown output": [
    (json) => json.cells[1].outputs[0].output_type = "pyout",
    "output 1, output_type: found pyout",
  ],
  "an unknown stream": [
    (json) => json.cells[1].outputs[0].name = "stdlog",
    'output 1, name: found stdlog, wanted "stdout" or "stderr"',
  ],
  "media that is no text": [
    (json) => json.cells[1].outputs[1].data["image/png"] = 5,
    "output 2, data, image/png: found 5",
  ],
  "a result without data": [
    (json) => delete json.cells[1].outputs[2].data,
    "output 3: found no data",
  ],
  "a traceback that is no list": [
    (json) => json.cells[1].outputs[3].traceback = "t",
    "output 4, traceback: found t, wanted a list",
  ],
};

for (const [what, [spoil, message]] of Object.entries(malformed)) {
  Deno.test(`parseNotebook refuses ${what}`, () => {
    const json = validJson();
    spoil(json);
    const text = JSON.stringify(json);
    assertThrows(() => parseNotebook(text, "a.ipynb"), SyntaxError, message);
  });
}

Deno.test("parseNotebook gives ids to the cells of a notebook that VS Code made", () => {
  const cell = { execution_count: null, metadata: {}, outputs: [], source: ["6 * 7"] };
  const text = JSON.stringify({
    cells: [{ cell_type: "code", ...cell }, { cell_type: "code", ...cell }],
    metadata: { language_info: { name: "typescript" } },
    nbformat: 4,
    nbformat_minor: 2,
  });
  const { nbformat_minor, cells } = parseNotebook(text, "mine.ipynb");
  assertEquals([nbformat_minor, ...cells.map(({ id }) => id)], [5, "cell-1", "cell-2"]);
});

Deno.test("parseNotebook refuses lists that lie a hundred thousand deep in each other", () => {
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  for (const field of ['"metadata"', '"cells"', '"nbformat"']) {
    const text = JSON.stringify(validJson()).replace(`${field}:`, `${field}:${deep},"rest":`);
    assertThrows(() => parseNotebook(text, "a.ipynb"), SyntaxError, "at most 100 levels");
  }
});

Deno.test("parseNotebook refuses what is not JSON", () => {
  const text = JSON.stringify(validJson()).slice(0, -10);
  assertThrows(() => parseNotebook(text, "a.ipynb"), SyntaxError, "Cannot read notebook a.ipynb:");
  assertThrows(() => parseNotebook("[]", "a.ipynb"), SyntaxError, "found [], wanted an object");
});
