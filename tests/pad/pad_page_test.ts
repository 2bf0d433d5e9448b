// Tests of lib/pad/pad_page.ts

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { loadModel, modelNames } from "../../lib/inference/models.ts";
import { padPage } from "../../lib/pad/pad_page.ts";
import type { PadData } from "../../lib/pad/page/main.ts";

/** What the networks to choose from are called. */
function titlesIn(html: string): string[] {
  const { document } = parseHTML(html);
  const { models }: PadData = JSON.parse(
    document.querySelector(".digit-pad script")!.textContent!,
  );
  return models.map(({ title }) => title);
}

Deno.test("padPage is a whole page with the pad of some models", async () => {
  const { html } = await padPage(["three-layers"]);
  assertStringIncludes(html, "<!doctype html>");
  assertStringIncludes(html, '<div class="digit-pad"');
  assertEquals(titlesIn(html), [(await loadModel("three-layers")).title]);
});

Deno.test("padPage offers all models unless some are named", async () => {
  const { html } = await padPage();
  assertEquals(titlesIn(html).length, (await modelNames()).length);
});

Deno.test("padPage allows the one script that is in it, by its digest", async () => {
  const { html, policy } = await padPage(["three-layers"]);
  const script = html.slice(html.lastIndexOf("<script>") + 8, html.lastIndexOf("</script>"));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script));
  assertMatch(policy, /^default-src 'none'; script-src 'sha256-[^' ]+' [^;]*; /);
  assertStringIncludes(policy, `script-src 'sha256-${new Uint8Array(digest).toBase64()}' `);
});
