// Tests of lib/pad/server.ts

import { assertEquals, assertStringIncludes } from "@std/assert";
import { padPage, serve } from "../../lib/pad/server.ts";

Deno.test("serve hands out the page, and nothing else", async () => {
  const server = serve("<p>here</p>", { port: 0 });
  try {
    const { port } = server.addr;
    const page = await fetch(`http://localhost:${port}/`);
    assertEquals(await page.text(), "<p>here</p>");
    assertEquals(page.headers.get("content-type"), "text/html; charset=utf-8");
    const other = await fetch(`http://localhost:${port}/deno.json`);
    assertEquals([other.status, await other.text()], [404, "Not found\n"]);
  } finally {
    await server.shutdown();
  }
});

Deno.test("padPage is a whole page with the pad of some models", async () => {
  const page = await padPage(["three-layers"]);
  assertStringIncludes(page, "<!doctype html>");
  assertStringIncludes(page, '<div class="digit-pad"');
});
