// What killed checks left beside notebooks.

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { checkNotebooks } from "../../lib/jupyter/check_notebooks.ts";
import { TemporaryFolder } from "./temporary_notebook.ts";

Deno.test("checkNotebooks removes what a killed check left long ago, and nothing else", async () => {
  await using folder = new TemporaryFolder();
  const path = await folder.write("01-one", ["1;"]);
  const old = [".check-a.ts", ".cells-b", "check-c.ts"];
  for (const name of [...old, ".check-new.ts"]) {
    await Deno.mkdir(join(folder.path, name));
    await Deno.writeTextFile(join(folder.path, name, "1.ts"), "");
  }
  const longAgo = new Date(Date.now() - 3_600_000);
  for (const name of old) await Deno.utime(join(folder.path, name), longAgo, longAgo);
  await checkNotebooks([path]);
  const names = await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => name);
  assertEquals(names.sort(), [".check-new.ts", "01-one.ipynb", "check-c.ts"]);
});
