// A JSON file, read with errors that name it.

import { fileError } from "./file_error.ts";

/** What a reader of a JSON file is told when it cannot be read. */
export interface ReadJsonOptions {
  /** What is being done, for the errors: "read the record race.json". */
  readonly to: string;
  /** What to do about a file that is not there: "make it with ...". */
  readonly missing: string | (() => Promise<string>);
}

/**
 * Reads a JSON file.
 *
 * @returns The value, not yet checked.
 * @throws {Deno.errors.NotFound} If there is no such file: the error says what to do.
 * @throws {SyntaxError} If it is not JSON.
 * @throws {Error} If the system cannot read it: the error names the file and what to do.
 */
export async function readJson(
  path: string,
  { to, missing }: ReadJsonOptions,
): Promise<unknown> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw fileError(error, { to, path });
    const remedy = typeof missing === "string" ? missing : await missing();
    throw new Deno.errors.NotFound(`Cannot ${to}: there is no such file; ${remedy}`);
  }
  return parseJson(text, { to });
}

/**
 * Parses JSON.
 *
 * @returns The value, not yet checked.
 * @throws {SyntaxError} If it is not JSON.
 */
export function parseJson(text: string, { to }: { to: string }): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`Cannot ${to}: ${(error as Error).message}`);
  }
}
