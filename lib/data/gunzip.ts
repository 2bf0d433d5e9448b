// Unpacking of files that are compressed with gzip, and only of those.

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
 * assertEquals(await gunzip(plain, { name: "plain", maxBytes: 100 }), plain);
 * ```
 */
export async function gunzip(
  bytes: Uint8Array<ArrayBuffer>,
  { name, maxBytes }: { name: string; maxBytes: number },
): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  // The web's DecompressionStream reads one member only. A page never comes here: it has no files.
  const zlib = await import("node:zlib");
  const unpacked = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  zlib.gunzip(bytes, { maxOutputLength: maxBytes }, (error, result) => {
    if (error === null) unpacked.resolve(new Uint8Array(result));
    else unpacked.reject(explain(error, { name, maxBytes }));
  });
  return await unpacked.promise;
}

function explain(
  cause: NodeJS.ErrnoException,
  { name, maxBytes }: { name: string; maxBytes: number },
): Error {
  if (cause.code === "ERR_BUFFER_TOO_LARGE") {
    return new RangeError(
      `Cannot unpack "${name}": more than ${maxBytes.toLocaleString("en")} bytes come out of it, ` +
        `which is the limit; get the file again, or take fewer images`,
      { cause },
    );
  }
  return new SyntaxError(
    `Cannot unpack "${name}": it starts like a gzip file but is damaged or incomplete; ` +
      `get the file again`,
    { cause },
  );
}
