// The pad's script: the project's own code for the page, in one piece.

import { fromFileUrl } from "@std/path";
import config from "../../deno.json" with { type: "json" };
import { runDeno } from "../system/run_deno.ts";

/**
 * What the pad can do without, and what stands in for it: without wasm its page is smaller by a quarter,
 * and its policy allows none.
 */
const replacements: Readonly<Record<string, string>> = {
  [here("../tensor/default_backend.ts")]: here("./page/default_backend.ts"),
};

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
  const importMap = JSON.stringify({ imports: { ...config.imports, ...replacements } });
  const { success, stdout, stderr } = await runDeno([
    "bundle",
    "--quiet",
    "--frozen",
    "--platform=browser",
    "--format=iife",
    "--minify",
    `--import-map=data:application/json,${encodeURIComponent(importMap)}`,
    fromFileUrl(here("./page/main.ts")),
  ], fromFileUrl(here("../../")));
  if (!success) {
    throw new Error(
      `Cannot put the drawing pad together: deno bundle says "${stderr.trim()}"; it needs the network ` +
        `the first time it runs`,
    );
  }
  return stdout.trim();
}

function here(path: string): string {
  return new URL(path, import.meta.url).href;
}
