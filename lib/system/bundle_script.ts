// Puts the project's own code for a page together, in one piece that loads nothing.

import { basename, dirname } from "@std/path";
import { runDeno } from "./run_deno.ts";

/**
 * A script for a page, made with `deno bundle`, which takes a fraction of a second.
 *
 * @param path The module that the script begins with.
 * @param options `to`: what it is needed for, for the error.
 * @throws {Error} If it cannot be put together.
 */
export async function bundleScript(path: string, { to }: { to: string }): Promise<string> {
  const options = ["--quiet", "--frozen", "--platform=browser", "--format=iife", "--minify"];
  const { success, stdout, stderr } = await runDeno(
    ["bundle", ...options, basename(path)],
    dirname(path),
  );
  if (!success) {
    throw new Error(
      `Cannot ${to}: deno bundle says "${stderr.trim()}"; if it misses a package, connect to the ` +
        `network for once`,
    );
  }
  return stdout.trim();
}
