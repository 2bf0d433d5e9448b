import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { writeWhole } from "../../lib/files/write_whole.ts";

async function names(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
}

Deno.test("writeWhole replaces a file and leaves nothing beside it", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "record.json");
  await writeWhole(path, "old, and longer than the new one");
  await writeWhole(path, new TextEncoder().encode("new"));
  assertEquals(await Deno.readTextFile(path), "new");
  assertEquals(await names(folder), ["record.json"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writeWhole that cannot finish leaves what was there", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "taken");
  await Deno.mkdir(path);
  await assertRejects(() => writeWhole(path, "a file cannot replace a folder"));
  assertEquals(await names(folder), ["taken"]);
  await Deno.remove(folder, { recursive: true });
});
