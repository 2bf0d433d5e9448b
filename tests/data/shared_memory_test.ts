// Bytes go into memory that Workers share, where there is such a thing.

import { assert, assertEquals, assertNotStrictEquals, assertStrictEquals } from "@std/assert";
import { share } from "../../lib/data/shared_memory.ts";

Deno.test("share copies bytes into shared memory, once", () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const shared = share(bytes.subarray(1));
  assertEquals([...shared], [2, 3]);
  assert(shared.buffer instanceof SharedArrayBuffer);
  assertNotStrictEquals(shared.buffer, bytes.buffer);
  assertStrictEquals(share(shared), shared);
});
