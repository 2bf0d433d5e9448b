// Images by their digests.

import { assertEquals, assertNotEquals } from "@std/assert";
import { Dataset } from "../../lib/data/mod.ts";
import { baseSha256, findImages, referTo } from "../../lib/queue/images_reference.ts";
import { imagesSha256 } from "../../lib/train/images_sha256.ts";

const options = { name: "tiny", imageShape: [1, 2], classes: 3 } as const;
const data = new Dataset(new Uint8Array([0, 255, 7, 9, 1, 2]), new Uint8Array([0, 1, 2]), options);

Deno.test("baseSha256 is the digest of all images, whatever part is asked about", async () => {
  assertEquals(await baseSha256(data), await imagesSha256(data));
  assertEquals(await baseSha256(data.subset([2, 0])), await imagesSha256(data));
});

Deno.test("baseSha256 tells datasets of the same pixels apart by their labels", async () => {
  const { images } = data.toMessage();
  const other = new Dataset(images, new Uint8Array([2, 1, 0]), options);
  assertNotEquals(await baseSha256(other), await baseSha256(data));
  assertEquals(await baseSha256(other), await imagesSha256(other));
});

Deno.test("findImages finds what referTo refers to", async () => {
  for (const part of [data, data.take(2), data.subset([2, 0])]) {
    const found = await findImages(data, await referTo(part));
    assertEquals(await imagesSha256(found), await imagesSha256(part));
  }
});
