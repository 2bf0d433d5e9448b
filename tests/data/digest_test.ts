// Tests of checking digests.

import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { type DatasetInfo, type Part, PARTS } from "../../lib/data/dataset_info.ts";
import { datasets } from "../../lib/data/datasets/mod.ts";
import { checkDigest, datasetSha256 } from "../../lib/data/digest.ts";

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

/** The digests of a dataset's files. */
function digestsOf({ files }: DatasetInfo): Record<Part, string> {
  const digests = PARTS.map((part) => [part, files[part].sha256] as const);
  return Object.fromEntries(digests) as Record<Part, string>;
}

Deno.test("the digest of each dataset in the registry is that of its files", async () => {
  for (const info of Object.values(datasets)) {
    assertEquals(await datasetSha256(digestsOf(info)), info.sha256);
  }
});

Deno.test("datasetSha256 depends on each file and on which is which", async () => {
  const digests = digestsOf(datasets.mnist);
  const { trainLabels, testLabels } = digests;
  for (
    const other of [
      ...PARTS.map((part) => ({ ...digests, [part]: EMPTY })),
      { ...digests, trainLabels: testLabels, testLabels: trainLabels },
    ]
  ) {
    assertNotEquals(await datasetSha256(other), datasets.mnist.sha256);
  }
});
