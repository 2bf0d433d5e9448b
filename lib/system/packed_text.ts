// Bytes as text that is small enough for a page: compressed with gzip, in base64.

import { fromBase64 } from "./base64.ts";

/**
 * Bytes as text, which {@linkcode unpackText} reads.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { packText, unpackText } from "./packed_text.ts";
 *
 * const bytes = new Uint8Array([1, 2, 3]);
 * assertEquals(await unpackText(await packText(bytes)), bytes);
 * ```
 */
export async function packText(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return (await through(bytes, new CompressionStream("gzip"))).toBase64();
}

/**
 * The bytes of a text that {@linkcode packText} made. It must be the project's own: nothing bounds what it
 * may unpack to.
 *
 * @throws {Error} If it is no such text; the class depends on the browser.
 */
export async function unpackText(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return await through(fromBase64(text), new DecompressionStream("gzip"));
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  // Not by way of a Blob, which a Worker of a page from a file cannot read in WebKit.
  const stream = new Response(bytes).body!.pipeThrough(transform);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
