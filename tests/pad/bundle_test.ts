// Tests of lib/pad/bundle.ts

import { assert, assertEquals } from "@std/assert";
import { padScript } from "../../lib/pad/bundle.ts";

Deno.test("padScript runs in a page: it needs nothing of Deno, Node or the network", async () => {
  const script = await padScript();
  for (const word of ["Deno.", "node:", "SharedArrayBuffer", "import(", "fetch(", "http"]) {
    assertEquals(script.includes(word), false, word);
  }
  // No name of it is seen outside.
  assert(script.startsWith("(()=>{") && script.endsWith("})();"));
  assertEquals(await padScript(), script);
});
