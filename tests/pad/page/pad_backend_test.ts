// Tests of lib/pad/page/pad_backend.ts

import { assertEquals } from "@std/assert";
import { padBackend } from "../../../lib/pad/page/pad_backend.ts";
import { referenceBackend } from "../../../lib/tensor/mod.ts";

Deno.test("padBackend does with plain loops where the kernels cannot be compiled", () => {
  assertEquals(padBackend(new Uint8Array([0, 1, 2])), referenceBackend);
});
