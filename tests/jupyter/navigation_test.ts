// Tests of the way from notebook to notebook.

import { assertEquals, assertRejects } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { linkNotebooks, withNavigation } from "../../lib/jupyter/navigation.ts";
import { readNotebook } from "../../lib/jupyter/notebook_file.ts";
import { selectNotebooks } from "../../lib/jupyter/select_notebooks.ts";
import { createNotebook, TemporaryFolder } from "./temporary_notebook.ts";

/** The last cell of a file, in one line. */
async function lastText(path: string): Promise<string> {
  return (await readNotebook(path)).cells.at(-1)!.source.replaceAll("\n", " ");
}

Deno.test("linkNotebooks leads from each notebook to its neighbours, and then changes nothing", async () => {
  await using folder = new TemporaryFolder();
  const paths = [];
  for (const name of ["1-one", "2-two", "3-three"]) paths.push(await folder.write(name, ["1;"]));
  assertEquals(await linkNotebooks(paths), paths);
  const all = "[All notebooks](../README.md)";
  assertEquals(await Promise.all(paths.map(lastText)), [
    `${all} · [Title](2-two.ipynb) →`,
    `← [Title](1-one.ipynb) · ${all} · [Title](3-three.ipynb) →`,
    `← [Title](2-two.ipynb) · ${all}`,
  ]);
  assertEquals(await linkNotebooks(paths), []);
  // Without the second, the others have to change.
  assertEquals(await linkNotebooks([paths[0], paths[2]]), [paths[0], paths[2]]);
  assertEquals(await lastText(paths[2]), `← [Title](1-one.ipynb) · ${all}`);
});

Deno.test("linkNotebooks refuses a notebook that has no heading to be called by", async () => {
  await using folder = new TemporaryFolder();
  const path = join(folder.path, "1-one.ipynb");
  const { cells: [, ...cells], ...notebook } = createNotebook(["1;"]);
  await Deno.writeTextFile(path, JSON.stringify({ ...notebook, cells }));
  await assertRejects(() => linkNotebooks([path]), SyntaxError, "1-one.ipynb: it has no heading");
});

Deno.test("withNavigation moves links that are not at the end, and keeps lines within 100", () => {
  const next = `[${"long ".repeat(15).trim()}](x.ipynb)`;
  const linked = withNavigation(createNotebook(["1;"]), { next });
  assertEquals(linked.cells.length, 3);
  const lines = linked.cells[2].source.split("\n");
  assertEquals([lines.length, lines.every((line) => line.length <= 100)], [2, true]);
  const moved = { ...linked, cells: [linked.cells[2], linked.cells[0], linked.cells[1]] };
  assertEquals(withNavigation(moved, { next }), linked);
});

Deno.test("every notebook of the project leads to its neighbours", async () => {
  const directory = fromFileUrl(new URL("../../notebooks", import.meta.url));
  const files = (await Array.fromAsync(Deno.readDir(directory), ({ name }) => name))
    .filter((name) => name.endsWith(".ipynb"));
  const names = selectNotebooks(files.map((name) => name.slice(0, -".ipynb".length)), []);
  // In copies, so that a failure changes nothing.
  await using folder = new TemporaryFolder();
  const copies = names.map((name) => join(folder.path, `${name}.ipynb`));
  for (const path of copies) await Deno.copyFile(path.replace(folder.path, directory), path);
  const changed = await linkNotebooks(copies);
  assertEquals(changed, [], 'run "deno run -A lib/jupyter/main.ts link" and commit');
});
