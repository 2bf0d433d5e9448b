// Addresses that hold the file they point to.

/**
 * Puts a file into an address, so that a page needs no other file.
 *
 * @param medium Its media type.
 * @param content The text of an SVG, or anything else in base64, as notebooks hold them.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { toDataUri } from "./data_uri.ts";
 *
 * assertEquals(toDataUri("image/png", "iVBO\nRw0K\n"), "data:image/png;base64,iVBORw0K");
 * ```
 */
export function toDataUri(medium: string, content: unknown): string {
  const base64 = medium === "image/svg+xml"
    ? new TextEncoder().encode(String(content)).toBase64()
    // Editors break the lines of long texts.
    : String(content).replaceAll("\n", "");
  return `data:${medium};base64,${base64}`;
}
