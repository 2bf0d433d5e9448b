// Training in a web page.

import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { runDeno } from "../../lib/system/run_deno.ts";
import { createBackend } from "../../lib/tensor/mod.ts";
import { kernelFiles } from "../../lib/tensor/wasm/rounding.ts";
import { train } from "./page.ts";

const directory = fromFileUrl(new URL(".", import.meta.url));
const file = kernelFiles[createBackend("wasm").rounding!];
const kernelsUrl = new URL(`../../lib/tensor/wasm/${file}`, import.meta.url);

/** Takes away what a page does not have. */
const WITHOUT = ["Deno", "process", "Buffer", "global", "setImmediate", "clearImmediate"]
  .map((name) => `delete globalThis.${name};\n`).join("");

Deno.test("fit trains in a page, is interrupted and goes on, to the bits that it finds in Deno", async () => {
  const args = ["bundle", "--quiet", "--platform=browser", "page_worker.ts"];
  const { success, stdout, stderr } = await runDeno(args, directory);
  assertEquals({ success, stderr }, { success: true, stderr: "" });
  const url = URL.createObjectURL(new Blob([WITHOUT, stdout], { type: "text/javascript" }));
  const page = new Worker(url, { type: "module" });
  const found = await new Promise((resolve, reject) => {
    page.onmessage = ({ data }) => resolve(data);
    page.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
    page.postMessage(Deno.readFileSync(kernelsUrl));
  });
  page.terminate();
  URL.revokeObjectURL(url);
  const here = [await train(createBackend("wasm")), await train(createBackend("reference"))];
  assertEquals(found, here.flat());
});
