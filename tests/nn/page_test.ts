// Networks in a web page.

import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import vm from "node:vm";
import { runDeno } from "../../lib/system/run_deno.ts";

const directory = fromFileUrl(new URL(".", import.meta.url));

Deno.test("networks train, and are written and read, where there is neither Deno nor Node", async () => {
  const args = ["bundle", "--quiet", "--platform=browser", "--format=iife", "page.ts"];
  const { success, stdout, stderr } = await runDeno(args, directory);
  assertEquals({ success, stderr }, { success: true, stderr: "" });
  const page: { digests?: () => Promise<string[]> } = vm.createContext({
    crypto,
    TextDecoder,
    TextEncoder,
  });
  vm.runInContext(stdout, page);
  await import("./page.ts");
  const here = await (globalThis as typeof globalThis & typeof page).digests!();
  assertEquals(here[1], here[0]);
  // An array of another realm is of another class.
  assertEquals([...await page.digests!()], here);
});
