// Where Jupyter keeps what belongs to a user, kernels among it; as a program it prints that.
// Source: https://docs.jupyter.org/en/stable/use/jupyter-directories.html#data-files

import { join } from "@std/path";

/** What decides where the folder is. */
export interface UserEnvironment {
  readonly os: typeof Deno.build.os;
  /** The value of an environment variable. */
  get(name: string): string | undefined;
}

if (import.meta.main) {
  console.log(dataDirectory({ os: Deno.build.os, get: (name) => Deno.env.get(name) }));
}

/** Jupyter's folder for the data of the user. */
export function dataDirectory({ os, get }: UserEnvironment): string {
  const own = get("JUPYTER_DATA_DIR");
  if (own) return own;
  if (os === "windows") return join(get("APPDATA") ?? ".", "jupyter");
  const home = get("HOME") ?? ".";
  if (os === "darwin") return join(home, "Library", "Jupyter");
  return join(get("XDG_DATA_HOME") || join(home, ".local", "share"), "jupyter");
}
