// Jupyter's folders on the systems that it knows.

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { dataDirectory } from "../../lib/jupyter/data_directory.ts";

Deno.test("dataDirectory is where Jupyter looks for kernels", () => {
  const cases: [typeof Deno.build.os, Record<string, string>, string][] = [
    ["linux", { HOME: "/home/a" }, join("/home/a", ".local", "share", "jupyter")],
    ["linux", { HOME: "/home/a", XDG_DATA_HOME: "/data" }, join("/data", "jupyter")],
    ["darwin", { HOME: "/Users/a" }, join("/Users/a", "Library", "Jupyter")],
    ["windows", { APPDATA: "C:/Roaming" }, join("C:/Roaming", "jupyter")],
    ["linux", { HOME: "/home/a", JUPYTER_DATA_DIR: "/own" }, "/own"],
  ];
  for (const [os, variables, wanted] of cases) {
    assertEquals(dataDirectory({ os, get: (name) => variables[name] }), wanted);
  }
});
