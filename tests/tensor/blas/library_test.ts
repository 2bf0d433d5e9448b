// Looking for a BLAS library: which one is taken, and what is said where there is none.

import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { denoProgram } from "../../../lib/system/run_deno.ts";
import { findBlas, openBlas } from "../../../lib/tensor/blas/library.ts";
import { blas } from "../installed_backends.ts";

if (blas === undefined) {
  console.warn("No BLAS library is installed: the tests of backends leave out blas");
}

Deno.test("findBlas names the library that BLAS_LIBRARY gave and that does not load", () => {
  const error = assertThrows(() => findBlas("/nowhere/libnothing.so"), Deno.errors.NotFound);
  assert(error.message.startsWith("Cannot use the blas backend: BLAS_LIBRARY names /nowhere/"));
});

Deno.test("findBlas refuses a library that is not a BLAS", () => {
  const libraries = {
    linux: "libm.so.6",
    darwin: "/usr/lib/libSystem.B.dylib",
    windows: "kernel32.dll",
  };
  const library = libraries[Deno.build.os as keyof typeof libraries] ?? libraries.linux;
  assertThrows(() => findBlas(library), Deno.errors.NotFound, "cblas_sgemm");
});

Deno.test("findBlas says what it looked for, and how to install one", () => {
  const names = ["libnothing.so", "libnone.so.2"];
  const error = assertThrows(() => findBlas(undefined, { names }), Deno.errors.NotFound);
  assert(error.message.includes("looked for libnothing.so, libnone.so.2;"), error.message);
  assert(error.message.includes("install OpenBLAS"), error.message);
  assert(error.message.includes("BLAS_LIBRARY"), error.message);
});

Deno.test({
  name: "openBlas opens the library once",
  ignore: blas === undefined,
  fn: () => assertStrictEquals(openBlas(), openBlas()),
});

Deno.test({
  name: "openBlas keeps the library in memory when the Worker ends that opened it",
  ignore: blas === undefined || Deno.build.os !== "linux",
  async fn() {
    const library = import.meta.resolve("../../../lib/tensor/blas/library.ts");
    const script = `
      const worker = new Worker(
        \`data:text/javascript,import{openBlas}from"${library}";postMessage(openBlas().name)\`,
        { type: "module" },
      );
      const { data: name } = await new Promise((resolve) => worker.onmessage = resolve);
      worker.terminate();
      await new Promise((resolve) => setTimeout(resolve, 300));
      const maps = await Deno.readTextFile("/proc/self/maps");
      console.log(maps.includes(name.split("/").at(-1).split(".so")[0]));
    `;
    // In a process of its own, where nothing else has opened the library.
    const { stdout } = await new Deno.Command(denoProgram(), {
      args: ["eval", "--no-lock", script],
    }).output();
    assertEquals(new TextDecoder().decode(stdout), "true\n");
  },
});
