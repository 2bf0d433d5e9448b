// Tests of lib/system/packed_text.ts

import { assertEquals, assertLess, assertMatch } from "@std/assert";
import fc from "fast-check";
import { packText, unpackText } from "../../lib/system/packed_text.ts";

Deno.test("unpackText gives back any bytes that packText packed", async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
    assertEquals(await unpackText(await packText(new Uint8Array(bytes))), bytes);
  }));
});

Deno.test("packText makes what repeats itself short, of letters that need no escapes", async () => {
  const text = await packText(new Uint8Array(100_000));
  assertLess(text.length, 500);
  assertMatch(text, /^[A-Za-z0-9+/=]+$/);
});
