// Pictures as addresses that hold the whole file.

import { SiteError } from "./site_error.ts";

/** The media types of pictures, by the ends of their files' names. */
export const pictureExtensions: ReadonlyMap<string, string> = new Map([
  [".gif", "image/gif"],
  [".jpeg", "image/jpeg"],
  [".jpg", "image/jpeg"],
  [".png", "image/png"],
  [".svg", "image/svg+xml"],
  [".webp", "image/webp"],
]);

const media = new Set(pictureExtensions.values());

/**
 * Puts a picture into an address, so that a page needs no other file.
 *
 * @param medium Its media type.
 * @param content The text of an SVG, or anything else in base64, as notebooks hold them.
 * @param options `to`: what is being done, for the error: "show a picture".
 * @throws {SiteError} If it is no picture, or not in base64.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { toDataUri } from "./data_uri.ts";
 *
 * const uri = toDataUri("image/png", "iVBO\nRw0K\n", { to: "show a picture" });
 * assertEquals(uri, "data:image/png;base64,iVBORw0K");
 * ```
 */
export function toDataUri(medium: string, content: unknown, { to }: { to: string }): string {
  if (!media.has(medium)) {
    throw new SiteError(
      `Cannot ${to}: its medium is ${medium} but must be one of ${[...media].join(", ")}`,
    );
  }
  if (medium === "image/svg+xml") {
    return `data:${medium};base64,${new TextEncoder().encode(String(content)).toBase64()}`;
  }
  return `data:${medium};base64,${decodePicture(content, { to }).toBase64()}`;
}

/**
 * The bytes of a picture in base64.
 *
 * @throws {SiteError} If it is not in base64.
 */
export function decodePicture(content: unknown, { to }: { to: string }): Uint8Array {
  try {
    return Uint8Array.fromBase64(String(content));
  } catch {
    throw new SiteError(`Cannot ${to}: its content is not in base64; run the cell again`);
  }
}
