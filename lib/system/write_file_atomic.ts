// Files that are there completely or not at all.

import { basename, dirname, join } from "@std/path";
import { fileError } from "./file_error.ts";

/**
 * Writes a file under another name first and then renames it. Whatever happens meanwhile, a reader
 * finds the old file or the new one, and never a part. What a writer that was killed left behind is
 * removed by the next one.
 *
 * @param path Where it is to be; its folder must exist.
 * @param content Text, or bytes.
 * @throws {Error} If it cannot be written: the error names the file, which is as it was, and what to do.
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
  try {
    await removeLeftParts(path);
    const { part, file } = await createPart(path);
    try {
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
      await file.sync();
      await Deno.rename(part, path);
    } catch (error) {
      await Deno.remove(part).catch(() => {});
      throw error;
    } finally {
      file.close();
    }
  } catch (error) {
    throw fileError(error, { to: "write a file", path });
  }
}

/** Creates a part and locks it: as long as the lock is held, its writer lives. */
async function createPart(path: string): Promise<{ part: string; file: Deno.FsFile }> {
  while (true) {
    // Hidden, so that nobody takes it for the file if it has to stay behind.
    const part = join(dirname(path), `.${basename(path)}.${crypto.randomUUID()}.part`);
    const file = await Deno.open(part, { write: true, createNew: true });
    // There are file systems without locks; parts are not removed there.
    await file.lock(true).catch(() => {});
    // Another writer may have found it before it was locked.
    if ((await file.stat()).nlink !== 0) return { part, file };
    file.close();
  }
}

/** Removes the parts of a file that nobody writes any more. */
async function removeLeftParts(path: string): Promise<void> {
  const directory = dirname(path);
  const start = `.${basename(path)}.`;
  for await (const { name } of Deno.readDir(directory)) {
    if (!name.startsWith(start) || !/^[0-9a-f-]{36}\.part$/.test(name.slice(start.length))) {
      continue;
    }
    const part = join(directory, name);
    try {
      using file = await Deno.open(part, { read: true, write: true });
      if (await file.tryLock(true)) await Deno.remove(part);
    } catch {
      // Its writer was faster, or it is not ours to remove.
    }
  }
}
