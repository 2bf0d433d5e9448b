import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { writeFileAtomic } from "../../lib/system/write_file_atomic.ts";

async function names(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
}

Deno.test("writeFileAtomic replaces a file and leaves nothing beside it", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "record.json");
  await writeFileAtomic(path, "old, and longer than the new one");
  await writeFileAtomic(path, new TextEncoder().encode("new"));
  assertEquals(await Deno.readTextFile(path), "new");
  assertEquals(await names(folder), ["record.json"]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("writeFileAtomic that cannot finish leaves what was there", async () => {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "taken");
  await Deno.mkdir(path);
  await assertRejects(() => writeFileAtomic(path, "a file cannot replace a folder"));
  assertEquals(await names(folder), ["taken"]);
  await Deno.remove(folder, { recursive: true });
});
