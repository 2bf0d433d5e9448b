// The pad's script: the project's own code for the page, in one piece.

import { fromFileUrl } from "@std/path";
import { runDeno } from "../system/run_deno.ts";

let bundled: Promise<string> | undefined;

/**
 * The script of a page with a drawing pad. It is put together once, with `deno bundle`, which takes a
 * fraction of a second.
 *
 * @throws {Error} If it cannot be put together.
 */
export function padScript(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  const folder = fromFileUrl(new URL("./page/", import.meta.url));
  const options = ["--quiet", "--frozen", "--platform=browser", "--format=iife", "--minify"];
  const { success, stdout, stderr } = await runDeno(["bundle", ...options, "main.ts"], folder);
  if (!success) {
    throw new Error(
      `Cannot put the drawing pad together: deno bundle says "${stderr.trim()}"; if it misses a ` +
        `package, connect to the network for once`,
    );
  }
  return stdout.trim();
}
