// SHA-256: which bytes a file or a dataset is made of.

import { type Part, PARTS } from "./dataset_info.ts";

/** The SHA-256 digest of some bytes, 64 hexadecimal digits. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

/**
 * Checks that a file is byte for byte the one that was meant.
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
  { name, sha256: wanted }: { name: string; sha256: string },
): Promise<void> {
  const found = await sha256(bytes);
  if (found !== wanted) {
    throw new SyntaxError(
      `Cannot use "${name}": its SHA-256 digest is ${found} but ${wanted} is needed; ` +
        `the file was damaged or changed, so get it again`,
    );
  }
}

/**
 * The digest of a whole dataset: see `DatasetInfo.sha256`.
 *
 * @param digests Those of its four files.
 */
export async function datasetSha256(digests: Readonly<Record<Part, string>>): Promise<string> {
  return await sha256(
    new TextEncoder().encode(PARTS.map((part) => `${digests[part]}\n`).join("")),
  );
}
