// Checking that a file is byte for byte the one that was meant.

/**
 * Checks the SHA-256 digest of a file.
 *
 * @param bytes The whole file.
 * @param options `name`, the file's, for the error message. `sha256`, the digest wanted, in
 * hexadecimal.
 * @throws {SyntaxError} If the file has another digest.
 *
 * @example
 * ```ts
 * import { checkDigest } from "./digest.ts";
 *
 * await checkDigest(new TextEncoder().encode("abc"), {
 *   name: "abc.txt",
 *   sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
 * });
 * ```
 */
export async function checkDigest(
  bytes: Uint8Array<ArrayBuffer>,
  { name, sha256 }: { name: string; sha256: string },
): Promise<void> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = digest.toHex();
  if (found !== sha256) {
    throw new SyntaxError(
      `Cannot use "${name}": its SHA-256 digest is ${found} but ${sha256} is needed; ` +
        `the file was damaged or changed, so get it again`,
    );
  }
}
