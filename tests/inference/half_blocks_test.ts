// Tests of lib/inference/half_blocks.ts

import { assertEquals } from "@std/assert";
import { halfBlocks } from "../../lib/inference/half_blocks.ts";

Deno.test("halfBlocks puts two pixels into each letter", () => {
  const image = new Uint8Array([255, 255, 0, 0, 255, 0, 255, 100, 0, 200, 0, 255]);
  assertEquals(halfBlocks(image, { width: 4 }), ["█▀▄ ", " ▀ ▀"]);
});
