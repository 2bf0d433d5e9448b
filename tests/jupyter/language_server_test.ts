// What an editor says of the cells of the notebooks. It is not what `deno check` says of them: to the
// editor each cell is a script, whose names are at odds with those of a page and of other cells.

import { assertEquals } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { codeCells } from "../../lib/jupyter/notebook.ts";
import { readNotebook } from "../../lib/jupyter/notebook_file.ts";
import { LanguageServer } from "./language_server.ts";

const project = fromFileUrl(new URL("../..", import.meta.url));

Deno.test("the editor's service finds nothing wrong in any notebook", async () => {
  const directory = join(project, "notebooks");
  await using server = await LanguageServer.start(project);
  const found: string[] = [];
  for await (const { name } of Deno.readDir(directory)) {
    if (!name.endsWith(".ipynb")) continue;
    const path = join(directory, name);
    const cells = codeCells(await readNotebook(path)).map(({ source }) => source);
    for (const { cell, diagnostics } of await server.open(path, cells)) {
      for (const diagnostic of diagnostics) found.push(`${name}, cell ${cell}, line ${diagnostic}`);
    }
  }
  assertEquals(found, []);
});

Deno.test("the editor's service sees names that are those of a page, or declared twice", async () => {
  await using server = await LanguageServer.start(project);
  const path = join(project, "notebooks", "not there ä.ipynb");
  const reports = await server.open(path, [
    `import { Random } from "../lib/mod.ts";\n\nconst random = new Random(["a"]);`,
    `const history = { stopped: random.uniform() };`,
    `history.stopped;`,
    `const random = 1;`,
  ]);
  assertEquals(reports.map(({ diagnostics }) => diagnostics), [
    ["3: Cannot redeclare block-scoped variable 'random'."],
    [],
    ["1: Property 'stopped' does not exist on type 'History'."],
    ["1: Cannot redeclare block-scoped variable 'random'."],
  ]);
});
