// Tests of unpacking gzip files.

import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { gunzip } from "../../lib/data/gunzip.ts";
import { gzip } from "./gzip.ts";

const plain = new Uint8Array(5000).map((_, i) => i % 7);
const maxBytes = 10_000;

Deno.test("gunzip unpacks what gzip has packed, in as many members as there are", async () => {
  assertEquals(gunzip(await gzip(plain), { name: "x.gz", maxBytes }), plain);
  await fc.assert(fc.asyncProperty(
    fc.array(fc.uint8Array({ maxLength: 50 }), { minLength: 1, maxLength: 4 }),
    async (parts) => {
      const packed = await Promise.all(parts.map((part) => gzip(new Uint8Array(part))));
      const joined = new Uint8Array(packed.flatMap((member) => [...member]));
      assertEquals(
        gunzip(joined, { name: "x.gz", maxBytes }),
        new Uint8Array(parts.flatMap((part) => [...part])),
      );
    },
  ));
});

Deno.test("gunzip gives back what is not packed", () => {
  for (const bytes of [plain, new Uint8Array(), new Uint8Array([0x1f])]) {
    assertStrictEquals(gunzip(bytes, { name: "x", maxBytes }), bytes);
  }
});

Deno.test("gunzip refuses damaged and incomplete files", async () => {
  const packed = await gzip(plain);
  const damaged = packed.slice();
  damaged[packed.length - 6] ^= 1; // in the checksum
  for (const bytes of [damaged, packed.slice(0, packed.length - 12), packed.slice(0, 2)]) {
    assertThrows(
      () => gunzip(bytes, { name: "bad.gz", maxBytes }),
      SyntaxError,
      'Cannot unpack "bad.gz": it starts like a gzip file but is damaged or incomplete',
    );
  }
});

Deno.test("gunzip refuses more than there is room for", async () => {
  const packed = await gzip(plain);
  assertEquals((gunzip(packed, { name: "x", maxBytes: 5000 })).length, 5000);
  assertThrows(
    () => gunzip(packed, { name: "bomb.gz", maxBytes: 4999 }),
    RangeError,
    'Cannot unpack "bomb.gz": more than 4,999 bytes come out of it, which is the limit',
  );
});

Deno.test("gunzip unpacks or refuses whatever begins like a gzip file", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
    try {
      gunzip(new Uint8Array([0x1f, 0x8b, 8, 0, ...bytes]), { name: "x", maxBytes });
    } catch (error) {
      assertEquals(["SyntaxError", "RangeError"].includes((error as Error).name), true);
    }
  }));
});
