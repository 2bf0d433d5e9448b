// Looking into a folder.

import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { listFolder } from "../../lib/data/folder.ts";
import { makeLink } from "../system/link.ts";
import { withDirectory } from "../system/temporary_directory.ts";

const to = "look";

Deno.test("listFolder tells files from folders, follows links, and passes over what is hidden", async () => {
  await withDirectory(async (path) => {
    for (const name of ["b", "a", ".DS_Store"]) await Deno.writeTextFile(join(path, name), "");
    await Deno.mkdir(join(path, "folder"));
    await makeLink(join(path, "a"), join(path, "link"));
    await makeLink(join(path, "folder"), join(path, "link to folder"));
    await makeLink(join(path, "nowhere"), join(path, "link to nothing"));
    assertEquals(await listFolder(path, { to }), {
      path,
      files: ["a", "b", "link", "link to nothing"],
      others: ["folder", "link to folder"],
    });
  });
});

Deno.test("listFolder finds nothing where there is no folder, and refuses a file", async () => {
  await withDirectory(async (root) => {
    const path = join(root, "x");
    assertEquals(await listFolder(path, { to }), { path, files: [], others: [] });
    await Deno.writeTextFile(path, "");
    await assertRejects(
      () => listFolder(path, { to }),
      Deno.errors.NotADirectory,
      `Cannot look: "${path}" leads through something that is no folder`,
    );
  });
});
