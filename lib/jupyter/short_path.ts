// How messages write a path.

import { fromFileUrl, relative } from "@std/path";

/**
 * Shortens a path for a reader who can click on it.
 *
 * @param path A path or a file URL.
 * @returns The path as seen from the working directory when it is inside, else the full path.
 */
export function shortPath(path: string): string {
  const full: string = path.startsWith("file:") ? fromFileUrl(path) : path;
  const short: string = relative(Deno.cwd(), full);
  return short.startsWith("..") ? full : short;
}
