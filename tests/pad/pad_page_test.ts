// Tests of lib/pad/pad_page.ts

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { modelNames } from "../../lib/inference/models.ts";
import { padPage } from "../../lib/pad/pad_page.ts";

Deno.test("padPage is a whole page with the pad of some models", async () => {
  const { html } = await padPage(["three-layers"]);
  assertStringIncludes(html, "<!doctype html>");
  assertStringIncludes(html, '<div class="digit-pad"');
  assertEquals(html.match(/"title":/g)?.length, 1);
});

Deno.test("padPage offers all models unless some are named", async () => {
  const { html } = await padPage();
  assertEquals(html.match(/"title":/g)?.length, (await modelNames()).length);
});

Deno.test("padPage allows the one script that is in it, by its digest", async () => {
  const { html, policy } = await padPage(["three-layers"]);
  const script = html.slice(html.lastIndexOf("<script>") + 8, html.lastIndexOf("</script>"));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script));
  assertMatch(policy, /^default-src 'none'; script-src 'sha256-[^' ]+' [^;]*; /);
  assertStringIncludes(policy, `script-src 'sha256-${new Uint8Array(digest).toBase64()}' `);
});
