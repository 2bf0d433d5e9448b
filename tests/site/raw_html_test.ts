import { assertEquals } from "@std/assert";
import { sanitizeHtml } from "../../lib/site/raw_html.ts";

Deno.test("sanitizeHtml keeps formatting and takes comments away", () => {
  for (
    const html of ["H<sub>2</sub>O", "a<br>b<br />", "<details><summary>a</summary>b</details>"]
  ) {
    assertEquals(sanitizeHtml(html), html);
  }
  assertEquals(sanitizeHtml("a<!-- b\n<b> -->c<!-- d"), "ac");
});

Deno.test("sanitizeHtml shows as text whatever could do more than format", () => {
  const wrong: [string, string][] = [
    ["<script>a()</script>", "&lt;script&gt;a()&lt;/script&gt;"],
    ["<b onclick=a()>", "&lt;b onclick=a()&gt;"],
    ["<img src=x onerror=a()>", "&lt;img src=x onerror=a()&gt;"],
    ["<style>", "&lt;style&gt;"],
    ["<script", "&lt;script"],
    ["<<b>script>", "&lt;&lt;b&gt;script>"],
    ["<!-->script>", ""],
    ["</main>", "&lt;/main&gt;"],
  ];
  for (const [html, shown] of wrong) assertEquals(sanitizeHtml(html), shown);
});
