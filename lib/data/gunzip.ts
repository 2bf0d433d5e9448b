// Unpacking of files that are compressed with gzip, and only of those.

import { Inflate } from "pako";

/** Tells zlib that there must be a header of gzip, and the largest window that it allows. */
const GZIP_ONLY = 16 + 15;
const CHUNK_BYTES = 2 ** 20;

/**
 * Unpacks a file if it is compressed with gzip, which its first two bytes tell, not its name.
 *
 * A file may have several members one after another, as RFC 1952 allows and `cat a.gz b.gz` makes them:
 * their contents are joined.
 *
 * @param bytes The whole file.
 * @param options `name`, the file's, for error messages. `maxBytes`: how much may come out of it; a small
 * file can be made to unpack to a thousand times its size.
 * @returns The unpacked bytes, or `bytes` itself if it is not compressed.
 * @throws {SyntaxError} If the compressed data is damaged or incomplete.
 * @throws {RangeError} If more than `maxBytes` come out of it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { gunzip } from "./gunzip.ts";
 *
 * const plain = new Uint8Array([1, 2, 3]);
 * assertEquals(gunzip(plain, { name: "plain", maxBytes: 100 }), plain);
 * ```
 */
export function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  { name, maxBytes }: { name: string; maxBytes: number },
): Uint8Array<ArrayBuffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  // The web's DecompressionStream reads one member only, and a page has no zlib of Node's.
  const inflate = new Inflate({ windowBits: GZIP_ONLY, chunkSize: CHUNK_BYTES });
  inflate.onData = (chunk: Uint8Array<ArrayBuffer>) => {
    size += chunk.length;
    if (size > maxBytes) {
      throw new RangeError(
        `Cannot unpack "${name}": more than ${
          maxBytes.toLocaleString("en")
        } bytes come out of it, ` +
          `which is the limit; get the file again, or take fewer images`,
      );
    }
    chunks.push(chunk);
  };
  if (!inflate.push(bytes, true)) {
    throw new SyntaxError(
      `Cannot unpack "${name}": it starts like a gzip file but is damaged or incomplete; ` +
        `get the file again`,
      { cause: inflate.msg },
    );
  }
  const unpacked = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    unpacked.set(chunk, at);
    at += chunk.length;
  }
  return unpacked;
}
