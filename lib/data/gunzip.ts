// Unpacking of files that are compressed with gzip, and only of those.

/**
 * Unpacks a file if it is compressed with gzip, which its first two bytes tell, not its name.
 *
 * @param bytes The whole file.
 * @param options `name`, the file's, for error messages.
 * @returns The unpacked bytes, or `bytes` itself if it is not compressed.
 * @throws {SyntaxError} If the compressed data is damaged or incomplete.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { gunzip } from "./gunzip.ts";
 *
 * const plain = new Uint8Array([1, 2, 3]);
 * assertEquals(await gunzip(plain, { name: "plain" }), plain);
 * ```
 */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  { name }: { name: string },
): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new SyntaxError(
      `Cannot unpack "${name}": it starts like a gzip file but is damaged or incomplete; ` +
        `get the file again`,
      { cause },
    );
  }
}
