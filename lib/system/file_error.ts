// Errors of the file system that name the file, what is wrong with it, and what to do.

import { UserError } from "./user_error.ts";

/** For each error of the system what it means for the file, and how to mend it. */
const MEANINGS: Readonly<Record<string, string>> = {
  ENOENT: "is not there; check its name and the folder",
  EISDIR: "is a folder where a file is needed; move or rename it",
  ENOTDIR: "leads through something that is no folder; check the path",
  ELOOP: "is a link that leads in a circle; put the file itself there",
  EACCES: "is not open to this user; change its permissions or those of its folder",
  EPERM: "is protected by the system; change its permissions or use another folder",
  EROFS: "is on a disk that can only be read; use another folder",
  ENAMETOOLONG: "has a name too long for this disk; choose a shorter one",
  ENOSPC: "has no room left on its disk; free some and do it again",
  EDQUOT: "has no room left in this user's share of the disk; free some and do it again",
  EFBIG: "is larger than its disk can hold; use another disk",
  EMFILE: "cannot be opened beside so many others; close some programs and do it again",
  ENFILE: "cannot be opened beside so many others; close some programs and do it again",
  EBUSY: "is in use by another program; end that and do it again",
  EIO: "cannot be reached on its disk, which may be failing; copy it to another one",
};

/**
 * Turns an error of the system into one that names the file and what to do about it.
 *
 * @param error What was thrown by a function of `Deno` that works on files.
 * @param options `to`: what was being done, for the error: "load MNIST"; `path`: the file.
 * @returns An error of the same class where that is one of `Deno.errors`, else a {@linkcode UserError};
 * what is no error of the system comes back as it is.
 *
 * @example
 * ```ts
 * import { assertRejects } from "@std/assert";
 * import { fileError } from "./file_error.ts";
 *
 * async function read(path: string): Promise<string> {
 *   try {
 *     return await Deno.readTextFile(path);
 *   } catch (error) {
 *     throw fileError(error, { to: "read the settings", path });
 *   }
 * }
 * await assertRejects(
 *   () => read("."),
 *   Deno.errors.IsADirectory,
 *   'Cannot read the settings: "." is a folder where a file is needed; move or rename it',
 * );
 * ```
 */
export function fileError(
  error: unknown,
  { to, path }: { to: string; path: string },
): unknown {
  if (!(error instanceof Error)) return error;
  const code = (error as Error & { readonly code?: unknown }).code;
  const meaning = typeof code === "string" ? MEANINGS[code] : undefined;
  if (meaning === undefined) return error;
  const Known = Object.values(Deno.errors).find((Kind) => error.constructor === Kind) ?? UserError;
  return new Known(`Cannot ${to}: "${path}" ${meaning}`, { cause: error });
}
