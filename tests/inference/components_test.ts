// Tests of lib/inference/components.ts

import { assertEquals } from "@std/assert";
import { findComponents } from "../../lib/inference/components.ts";
import { pictureOf } from "./picture_of.ts";

Deno.test("findComponents takes pixels for connected along edges and corners", () => {
  const { components, labels } = findComponents(pictureOf(
    "#..#.",
    ".#...",
    "...##",
  ));
  assertEquals(components, [
    { box: { x: 0, y: 0, width: 2, height: 2 }, area: 2 },
    { box: { x: 3, y: 0, width: 1, height: 1 }, area: 1 },
    { box: { x: 3, y: 2, width: 2, height: 1 }, area: 2 },
  ]);
  assertEquals([...labels], [0, -1, -1, 1, -1, -1, 0, -1, -1, -1, -1, -1, -1, 2, 2]);
});

Deno.test("findComponents gives soft edges to the nearest piece, and none to pieces of their own", () => {
  const { components, labels } = findComponents(pictureOf("#+++#..+"));
  assertEquals(components.map(({ area }) => area), [1, 1]);
  assertEquals([...labels], [0, 0, 0, 1, 1, -1, -1, -1]);
});
