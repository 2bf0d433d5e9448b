// The plan of the house: which room of lib stands on which.

import { assertEquals } from "@std/assert";
import { fromFileUrl, join, relative } from "@std/path";

/** For each room of lib, from the ground floor up, the rooms that it stands on. */
const rooms: Record<string, readonly string[]> = {
  system: [],
  stats: ["system"],
  charts: ["system"],
  tensor: ["system"],
  nn: ["system", "tensor"],
  data: ["system", "tensor"],
  jupyter: ["system"],
  train: ["system", "tensor", "nn", "data"],
  queue: ["system", "tensor", "nn", "data", "train"],
  records: ["system", "stats", "charts", "tensor", "nn", "data", "train"],
  inference: ["system", "charts", "tensor", "nn"],
  pages: ["system", "tensor", "nn", "data", "records", "inference"],
  pad: ["system", "charts", "tensor", "nn", "inference"],
  play: ["system", "charts", "tensor", "nn", "data", "train", "records", "inference", "pad"],
  site: ["system", "charts", "jupyter", "play"],
  bench: ["system", "stats", "charts", "tensor", "nn", "data", "train", "records"],
  notebook: [
    ...["system", "stats", "charts", "tensor", "nn", "data", "train"],
    ...["queue", "records", "inference"],
  ],
};

const lib = fromFileUrl(new URL("../lib", import.meta.url));

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* sources(path);
    else if (name.endsWith(".ts")) yield path;
  }
}

/**
 * What a source names of the house: imports and exports, dynamic imports, and the files of Workers,
 * bundles and commands, which are all texts that look like the path of a file.
 */
function pathsIn(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
  return [...code.matchAll(/"(\.{1,2}\/[^"\s]*\.\w+)"/g)].map(([, path]) => path);
}

Deno.test("pathsIn finds static and dynamic imports and the files of Workers, and no comment", () => {
  const source = `
    import { a } from "./a.ts";
    // import { b } from "./b.ts";
    /** import { c } from "./c.ts"; */
    const d = await import("../d.ts");
    new Worker(new URL("../e/worker.ts", import.meta.url), { type: "module" });
  `;
  assertEquals(pathsIn(source), ["./a.ts", "../d.ts", "../e/worker.ts"]);
});

Deno.test("every folder of lib is a room, and uses only rooms that it stands on", async () => {
  const problems: string[] = [];
  for await (const { name: room, isDirectory } of Deno.readDir(lib)) {
    if (!isDirectory) continue;
    const allowed = rooms[room];
    if (allowed === undefined) {
      problems.push(`${room} is no room of the plan`);
      continue;
    }
    for await (const path of sources(join(lib, room))) {
      for (const found of pathsIn(await Deno.readTextFile(path))) {
        const [target] = relative(lib, join(path, "..", found)).split(/[\\/]/);
        if (target === ".." || target === room || allowed.includes(target)) continue;
        problems.push(`${relative(lib, path)} uses ${found}`);
      }
    }
  }
  assertEquals(problems, []);
});

Deno.test("no room stands on one that is built after it, so there is no circle", () => {
  const order = Object.keys(rooms);
  for (const [room, below] of Object.entries(rooms)) {
    assertEquals(below.filter((other) => order.indexOf(other) >= order.indexOf(room)), []);
  }
});

Deno.test("the README lists the rooms in the order in which they are built", async () => {
  const readme = await Deno.readTextFile(new URL("../README.md", import.meta.url));
  const listed = [...readme.matchAll(/^\| `lib\/(\w+)\/` /gm)].map(([, room]) => room);
  assertEquals(listed, Object.keys(rooms));
});
