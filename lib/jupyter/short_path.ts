// How messages write a path.

import { fromFileUrl, relative } from "@std/path";

/**
 * Shortens a path for a reader who can click on it.
 *
 * @param path A path or a file URL.
 * @returns The path as seen from the working directory when it is inside, else the whole path.
 */
export function shortPath(path: string): string {
  const whole: string = path.startsWith("file:") ? fromFileUrl(path) : path;
  const short: string = relative(Deno.cwd(), whole);
  return short.startsWith("..") ? whole : short;
}
