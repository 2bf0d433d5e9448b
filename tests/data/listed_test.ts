// Names in a line.

import { assertEquals } from "@std/assert";
import { listed } from "../../lib/data/listed.ts";

Deno.test("listed names no more than can be read", () => {
  assertEquals(listed([]), "no files");
  assertEquals(listed(["a", "b"]), "a, b");
  const many = Array.from({ length: 1000 }, (_, i) => `${i}`);
  assertEquals(listed(many), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 988 more");
});
