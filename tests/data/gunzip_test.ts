// Tests of unpacking gzip files.

import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { gunzip } from "../../lib/data/gunzip.ts";
import { gzip } from "./gzip.ts";

const plain = new Uint8Array(5000).map((_, i) => i % 7);

Deno.test("gunzip unpacks what gzip has packed", async () => {
  assertEquals(await gunzip(await gzip(plain), { name: "x.gz" }), plain);
});

Deno.test("gunzip gives back what is not packed", async () => {
  for (const bytes of [plain, new Uint8Array(), new Uint8Array([0x1f])]) {
    assertStrictEquals(await gunzip(bytes, { name: "x" }), bytes);
  }
});

Deno.test("gunzip refuses damaged and incomplete files", async () => {
  const packed = await gzip(plain);
  const damaged = packed.slice();
  damaged[packed.length - 6] ^= 1; // in the checksum
  for (const bytes of [damaged, packed.slice(0, packed.length - 12), packed.slice(0, 2)]) {
    await assertRejects(
      () => gunzip(bytes, { name: "bad.gz" }),
      SyntaxError,
      'Cannot unpack "bad.gz": it starts like a gzip file but is damaged or incomplete',
    );
  }
});
