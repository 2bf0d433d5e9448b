// Options that stand for environment variables.

import { assertEquals } from "@std/assert";
import { environmentOf, setEnvironment } from "../../lib/system/environment_options.ts";

Deno.test("environmentOf takes the options that were given and stand for a variable", () => {
  assertEquals(environmentOf({}), {});
  assertEquals(
    environmentOf({ backend: "blas", "blas-library": "/a", threads: undefined, toString: "no" }),
    { BACKEND: "blas", BLAS_LIBRARY: "/a" },
  );
});

Deno.test("setEnvironment sets the variables and leaves those that were not given", () => {
  const before = Deno.env.get("BLAS_LIBRARY");
  try {
    setEnvironment({ "blas-library": "/a" });
    assertEquals(Deno.env.get("BLAS_LIBRARY"), "/a");
    setEnvironment({ "blas-library": undefined });
    assertEquals(Deno.env.get("BLAS_LIBRARY"), "/a");
  } finally {
    if (before === undefined) Deno.env.delete("BLAS_LIBRARY");
    else Deno.env.set("BLAS_LIBRARY", before);
  }
});
