// What a policy allows of a page.

import { assertEquals } from "@std/assert";
import { contentPolicy } from "../../lib/system/content_policy.ts";

/** The sources that a policy allows of a kind. */
async function allowed(html: string, directive: string): Promise<string | undefined> {
  const policy = await contentPolicy(html);
  const found = policy.split("; ").find((part) => part.startsWith(`${directive} `));
  return found?.slice(directive.length + 1);
}

/** As a browser computes it. */
async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(bytes)))}'`;
}

Deno.test("contentPolicy allows nothing to a page of text", async () => {
  for (const directive of ["default-src", "script-src", "style-src-elem", "base-uri"]) {
    assertEquals(await allowed("<p>text</p>", directive), "'none'");
  }
});

Deno.test("contentPolicy allows the scripts and styles of a page by their digests", async () => {
  const html = `<style>a{}</style><script>\nö()\n</script><SCRIPT type="module">b()</SCRIPT >
    <script>\nö()\n</script><script type="application/json">[1]</script><script src="c.js"></script>`;
  assertEquals(
    await allowed(html, "script-src"),
    `${await digest("\nö()\n")} ${await digest("b()")}`,
  );
  assertEquals(await allowed(html, "style-src-elem"), await digest("a{}"));
});

Deno.test("contentPolicy allows WebAssembly and Workers only to scripts that use them", async () => {
  const plain = "<p>WebAssembly and new Worker()</p><script>a()</script>";
  assertEquals(await allowed(plain, "script-src"), await digest("a()"));
  assertEquals(await allowed(plain, "worker-src"), undefined);
  const wasm = "new WebAssembly.Module(a)";
  assertEquals(
    await allowed(`<script>${wasm}</script>`, "script-src"),
    `${await digest(wasm)} 'wasm-unsafe-eval'`,
  );
  assertEquals(await allowed("<script>new Worker(url)</script>", "worker-src"), "blob:");
});

Deno.test("contentPolicy allows a script that lies beside the page only to scripts that load one", async () => {
  const loader = 'document.createElement("script")';
  assertEquals(
    await allowed(`<script>${loader}</script>`, "script-src"),
    `${await digest(loader)} 'self' file:`,
  );
  assertEquals(await allowed(`<p>${loader}</p>`, "script-src"), "'none'");
});
