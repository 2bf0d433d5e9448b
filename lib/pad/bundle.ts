// The pad's script: the project's own code for the page, in one piece.

import { fromFileUrl } from "@std/path";
import { bundleScript } from "../system/bundle_script.ts";

const main = fromFileUrl(new URL("./page/main.ts", import.meta.url));

let bundled: Promise<string> | undefined;

/**
 * The script of a page with a drawing pad, put together once.
 *
 * @throws {Error} If it cannot be put together.
 */
export function padScript(): Promise<string> {
  bundled ??= bundleScript(main, { to: "put the drawing pad together" });
  return bundled;
}
