// Times in words.

import { assertEquals } from "@std/assert";
import { duration } from "../../lib/system/duration.ts";

Deno.test("duration takes the two largest units and never sixty of one", () => {
  const wanted: [number, string][] = [
    [0.04, "0.0 s"],
    [9.94, "9.9 s"],
    [9.96, "10 s"],
    [59.6, "1 min"],
    [185, "3 min 5 s"],
    [3599.9, "1 h"],
    [7800, "2 h 10 min"],
  ];
  for (const [seconds, text] of wanted) assertEquals(duration(seconds), text);
});
