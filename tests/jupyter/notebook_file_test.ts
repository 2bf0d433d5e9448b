// Tests of .ipynb files on disk.

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import fc from "fast-check";
import type { CellOutput, CodeCell, Notebook } from "../../lib/jupyter/notebook.ts";
import { formatNotebook, readNotebook, writeNotebook } from "../../lib/jupyter/notebook_file.ts";
import { parseNotebook } from "../../lib/jupyter/parse_notebook.ts";
import { runDeno } from "../../lib/system/run_deno.ts";
import { createNotebook, TemporaryFolder } from "./temporary_notebook.ts";

Deno.test("formatNotebook writes lines, sorted fields and one space to a level", () => {
  const cell: CodeCell = {
    cell_type: "code",
    id: "c",
    metadata: {},
    source: "let a = 1;\na;",
    execution_count: 1,
    outputs: [{
      output_type: "display_data",
      metadata: {},
      data: { "text/plain": "1", "image/png": "iVBOR" },
    }],
  };
  assertEquals(
    formatNotebook({ ...createNotebook([]), cells: [cell] }),
    `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "c",
   "metadata": {},
   "outputs": [
    {
     "data": {
      "image/png": "iVBOR",
      "text/plain": [
       "1"
      ]
     },
     "metadata": {},
     "output_type": "display_data"
    }
   ],
   "source": [
    "let a = 1;\\n",
    "a;"
   ]
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "Deno",
   "language": "typescript",
   "name": "deno"
  },
  "language_info": {
   "name": "typescript"
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`,
  );
});

/** Any notebook, with texts of any lines. */
function anyNotebook(): fc.Arbitrary<Notebook> {
  const text = fc.array(fc.constantFrom("a", "\n", "\r\n", "ü", "😀", "\u2028", '"', "\\")).map((
    parts,
  ) => parts.join(""));
  const metadata = fc.dictionary(fc.string(), fc.constantFrom(1, true, null, "x", [1]));
  const data = fc.record({ "text/plain": text, "image/svg+xml": text, "image/png": text });
  const output: fc.Arbitrary<CellOutput> = fc.oneof(
    fc.record({
      output_type: fc.constant("stream" as const),
      name: fc.constantFrom("stdout" as const, "stderr" as const),
      text,
    }),
    fc.record({ output_type: fc.constant("display_data" as const), data, metadata }),
    fc.record({
      output_type: fc.constant("execute_result" as const),
      execution_count: fc.option(fc.nat()),
      data,
      metadata,
    }),
  );
  const cells = fc.array(fc.record({
    cell_type: fc.constant("code" as const),
    metadata,
    source: text,
    execution_count: fc.option(fc.nat()),
    outputs: fc.array(output),
  }));
  return cells.map((list) => ({
    ...createNotebook([]),
    cells: list.map((cell, i) => ({ ...cell, id: `cell-${i}` })),
  }));
}

Deno.test("formatNotebook loses nothing that parseNotebook reads", () => {
  fc.assert(fc.property(anyNotebook(), (notebook) => {
    assertEquals(parseNotebook(formatNotebook(notebook), "any.ipynb"), notebook);
  }));
});

Deno.test("formatNotebook keeps the attachments of a text cell", () => {
  const notebook = createNotebook([]);
  const attachments = { "a.png": { "image/png": "iVBOR" } };
  Object.assign(notebook.cells[0], { attachments });
  assertEquals(parseNotebook(formatNotebook(notebook), "a.ipynb"), notebook);
});

Deno.test("formatNotebook leaves nothing to do for deno fmt", async () => {
  const sources = ["const a = [1, 2];\n\nfunction f() {\n  return a;\n}", "", "f();"];
  const text = formatNotebook(createNotebook(sources));
  const { stdout } = await runDeno(["fmt", "--ext", "ipynb", "-"], Deno.cwd(), { stdin: text });
  assertEquals(stdout, text);
});

Deno.test("writeNotebook writes what readNotebook reads", async () => {
  await using folder = new TemporaryFolder();
  const path = await folder.write("a", ["1;"]);
  assertEquals(await readNotebook(path), createNotebook(["1;"]));
  assertEquals(await names(folder.path), ["a.ipynb"]);
});

Deno.test("writeNotebook leaves the old file when it cannot write the new one", async () => {
  await using folder = new TemporaryFolder();
  const path = await folder.write("a", ["1;"]);
  const [title] = createNotebook([]).cells;
  const broken = { ...createNotebook([]), cells: [title, title] };
  await assertRejects(
    () => writeNotebook(path, broken),
    SyntaxError,
    "wanted one no other cell has",
  );
  assertEquals(await readNotebook(path), createNotebook(["1;"]));

  // A folder in its place stops the renaming.
  const taken = join(folder.path, "taken.ipynb");
  await Deno.mkdir(taken);
  await assertRejects(() => writeNotebook(taken, createNotebook([])));
  assertEquals(await names(folder.path), ["a.ipynb", "taken.ipynb"]);
});

async function names(directory: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(directory))).map(({ name }) => name).sort();
}
