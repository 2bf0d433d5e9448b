// The tensor room in a web page: bundled as it is, and run where there is nothing of Deno or Node.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { runDeno } from "../../lib/system/run_deno.ts";

const root = fromFileUrl(new URL("../../", import.meta.url));

Deno.test("lib/tensor runs in a page: no module is replaced, kernels are given, one thread computes", async () => {
  const bundle = await runDeno(
    [
      "bundle",
      "--quiet",
      "--frozen",
      "--platform=browser",
      "--format=iife",
      "tests/tensor/page_script.ts",
    ],
    root,
  );
  assertEquals(bundle.success, true, bundle.stderr);
  // What a page has not: SharedArrayBuffer is missing where a page is not isolated from other origins.
  const prelude = `
    globalThis.page = { kernels: Deno.readFileSync("lib/tensor/wasm/kernels.wasm") };
    for (const name of ["Deno", "process", "Buffer", "global", "SharedArrayBuffer"]) {
      delete globalThis[name];
    }
  `;
  const { stdout, stderr } = await runDeno(["run", "--allow-read", "--no-lock", "-"], root, {
    stdin: prelude + bundle.stdout,
  });
  assertEquals(stderr, "");
  const { withoutKernels, withoutLibrary, ...found } = JSON.parse(stdout);
  assertEquals(found, {
    globals: [],
    threads: 1,
    isExact: true,
    isShared: "[object SharedArrayBuffer]",
  });
  assertStringIncludes(withoutKernels, "TypeError: Cannot load the kernels: found no Deno");
  assertStringIncludes(withoutKernels, "createWasmBackend({ kernels: bytes })");
  assertStringIncludes(withoutLibrary, "TypeError: Cannot use the blas backend: found no Deno");
});
