// Temporary files beside notebooks that a check or run left when it was killed.

import { join } from "@std/path";

/** After this time nobody works with a temporary file any more, in milliseconds. */
const LEFT_AFTER = 600_000;

/**
 * Removes old temporary files and folders.
 *
 * @param directory Where they lie.
 * @param start How their names start.
 */
export async function removeLeftFiles(directory: string, start: string): Promise<void> {
  for await (const { name } of Deno.readDir(directory)) {
    if (!name.startsWith(start)) continue;
    const path = join(directory, name);
    // Another program may be faster.
    await removeIfOld(path).catch(() => {});
  }
}

async function removeIfOld(path: string): Promise<void> {
  const { mtime } = await Deno.stat(path);
  if (mtime === null || Date.now() - mtime.getTime() < LEFT_AFTER) return;
  await Deno.remove(path, { recursive: true });
}
