// Tests of lib/system/clamp_to_unit.ts

import { assertEquals } from "@std/assert";
import { clampToUnit } from "../../lib/system/clamp_to_unit.ts";

Deno.test("clampToUnit leaves what is from 0 to 1, and takes the nearer end for all else", () => {
  const given = [-Infinity, -0.1, 0, 0.3, 1, 1.1, Infinity, NaN];
  assertEquals(given.map(clampToUnit), [0, 0, 0, 0.3, 1, 1, 1, NaN]);
});
