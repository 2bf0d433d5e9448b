// Files that are there whole or not at all.

import { basename, dirname, join } from "@std/path";
import { fileError } from "./file_error.ts";

/**
 * Writes a file under another name first and then renames it. Whatever happens meanwhile, a reader
 * finds the old file or the new one, and never a part.
 *
 * @param path Where it is to be; its folder must exist.
 * @param content Text, or bytes.
 * @throws {Error} If it cannot be written: the error names the file and what to do.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { writeFileAtomic } from "./write_file_atomic.ts";
 *
 * const path = await Deno.makeTempFile();
 * await writeFileAtomic(path, "all of it");
 * assertEquals(await Deno.readTextFile(path), "all of it");
 * await Deno.remove(path);
 * ```
 */
export async function writeFileAtomic(path: string, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  // Hidden, so that nobody takes it for the file if it has to stay behind.
  const temporary = join(dirname(path), `.${basename(path)}.${crypto.randomUUID()}.part`);
  try {
    {
      using file = await Deno.open(temporary, { write: true, createNew: true });
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
      await file.sync();
    }
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw fileError(error, { to: "write a file", path });
  }
}
