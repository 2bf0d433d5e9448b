// Tests of checking digests.

import { assertRejects } from "@std/assert";
import { checkDigest } from "../../lib/data/digest.ts";

const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

Deno.test("checkDigest accepts the digest of the bytes", async () => {
  await checkDigest(new Uint8Array(), { name: "empty", sha256: EMPTY });
});

Deno.test("checkDigest refuses any other bytes", async () => {
  await assertRejects(
    () => checkDigest(new TextEncoder().encode("abc"), { name: "abc.txt", sha256: EMPTY }),
    SyntaxError,
    'Cannot use "abc.txt": its SHA-256 digest is ' +
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad " +
      `but ${EMPTY} is needed`,
  );
});
