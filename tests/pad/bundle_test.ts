// Tests of lib/pad/bundle.ts

import { assert, assertEquals } from "@std/assert";
import { padScript } from "../../lib/pad/bundle.ts";
import { runDeno } from "../../lib/system/run_deno.ts";

Deno.test("padScript is one piece: it loads nothing, and no name of it is seen outside", async () => {
  const script = await padScript();
  for (const word of ["import(", "fetch(", "SharedArrayBuffer"]) {
    assertEquals(script.includes(word), false, word);
  }
  assert(script.startsWith("(()=>{") && script.endsWith("})();"));
  assertEquals(await padScript(), script);
});

Deno.test("padScript looks for a pad where there is nothing of Deno or Node", async () => {
  const prelude = `
    const { log } = console;
    for (const name of ["Deno", "process", "Buffer", "global", "SharedArrayBuffer"]) {
      delete globalThis[name];
    }
    const body = { querySelector: (selector) => void log(selector) };
    globalThis.document = { currentScript: null, body };
  `;
  const { stdout, stderr } = await runDeno(["run", "--no-lock", "-"], ".", {
    stdin: prelude + await padScript(),
  });
  assertEquals([stdout, stderr], [".digit-pad:not([data-ready])\n", ""]);
});
