// What lies in a folder.

import { join } from "@std/path";
import { fileError } from "../system/file_error.ts";

/** The names of what lies in a folder, sorted; hidden ones are left out. */
export interface Folder {
  readonly path: string;
  /** Files, and links that are not known to lead to something else. */
  readonly files: readonly string[];
  /** Folders and whatever else there is. */
  readonly others: readonly string[];
}

/**
 * Looks into a folder.
 *
 * @param options `to`: what is being done, for errors: "load MNIST".
 * @returns What lies in it; nothing if there is no such folder.
 * @throws {Error} If the system cannot look into it: the error names it and what to do.
 */
export async function listFolder(path: string, { to }: { to: string }): Promise<Folder> {
  const files: string[] = [];
  const others: string[] = [];
  try {
    for await (const { name, isFile, isSymlink } of Deno.readDir(path)) {
      if (name.startsWith(".")) continue;
      const readable = isFile || isSymlink && await leadsToFile(join(path, name));
      (readable ? files : others).push(name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw fileError(error, { to, path });
  }
  return { path, files: files.sort(), others: others.sort() };
}

/** A link that leads nowhere counts as a file: reading it says what is wrong with it. */
async function leadsToFile(link: string): Promise<boolean> {
  try {
    return (await Deno.stat(link)).isFile;
  } catch {
    return true;
  }
}
