// Links for tests. To make one takes a permission for all files, which tests do not have; a program has it.

import { runDeno } from "../../lib/system/run_deno.ts";

/**
 * Makes a symbolic link.
 *
 * @param target What it leads to.
 * @param path Where it is to be.
 */
export async function makeLink(target: string, path: string): Promise<void> {
  const code = `Deno.symlinkSync(${JSON.stringify(target)}, ${JSON.stringify(path)});`;
  const { success, stderr } = await runDeno(["eval", "--no-config", code], ".");
  if (!success) throw new Error(stderr);
}
