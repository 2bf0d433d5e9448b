// Can a file be written? Asked before the hours of work that end in it.

import { basename, dirname, join } from "@std/path";
import { fileError } from "./file_error.ts";

/** Room that is tried out unless told: enough for a record, and more than a full disk has. */
const MEBIBYTE = 2 ** 20;

/**
 * Checks that a file can be written, by writing another one beside it and removing it again.
 *
 * @param path The file, which may exist and is not touched. Its folder is made where it is missing.
 * @param options `to`: what the file will be written for, for the error: "record a training"; `bytes`:
 * how large it will be, 1 MiB unless told.
 * @throws {Deno.errors.PermissionDenied} If this user may not write there.
 * @throws {Deno.errors.IsADirectory} If there is a folder of that name.
 * @throws {UserError} If the disk is full, or can only be read.
 */
export async function assertWritable(
  path: string,
  { to, bytes = MEBIBYTE }: { to: string; bytes?: number },
): Promise<void> {
  const trial = join(dirname(path), `.${basename(path)}.${crypto.randomUUID()}.part`);
  try {
    await Deno.mkdir(dirname(path), { recursive: true }).catch(ignoreExisting);
    const found = await Deno.stat(path).catch(() => undefined);
    if (found?.isDirectory) {
      // Opening a folder for writing throws what the system has to say of it, and changes nothing.
      await Deno.open(path, { write: true });
    }
    using file = await Deno.open(trial, { write: true, createNew: true });
    const part = new Uint8Array(Math.min(bytes, MEBIBYTE));
    for (let left = bytes; left > 0;) left -= await file.write(part.subarray(0, left));
    await file.sync();
  } catch (error) {
    throw fileError(error, { to, path });
  } finally {
    await Deno.remove(trial).catch(() => {});
  }
}

/** A file where the folder should be is found, and named, when something is written there. */
function ignoreExisting(error: unknown): void {
  if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
}
