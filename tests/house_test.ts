import { assertEquals } from "@std/assert";
import { fromFileUrl, join, relative } from "@std/path";

/** For each room of lib, the rooms that it stands on. */
const rooms: Record<string, readonly string[]> = {
  files: [],
  terminal: [],
  tensor: [],
  nn: ["files", "tensor"],
  data: ["files", "tensor"],
  train: ["files", "tensor", "nn", "data"],
  report: ["files", "tensor", "nn", "data", "train"],
  inference: ["files", "tensor", "nn", "data", "train", "report"],
  notebook: ["tensor", "nn", "data", "train", "report", "inference"],
  jupyter: ["files", "terminal"],
  site: ["files", "report", "jupyter"],
  bench: ["files", "terminal", "tensor", "nn", "data", "train", "report"],
};

const lib = fromFileUrl(new URL("../lib", import.meta.url));

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* sources(path);
    else if (name.endsWith(".ts")) yield path;
  }
}

Deno.test("every folder of lib is a room, and imports only from rooms that it stands on", async () => {
  const problems: string[] = [];
  for await (const { name: room, isDirectory } of Deno.readDir(lib)) {
    if (!isDirectory) continue;
    const allowed = rooms[room];
    if (allowed === undefined) {
      problems.push(`${room} is no room of the plan`);
      continue;
    }
    for await (const path of sources(join(lib, room))) {
      const text = await Deno.readTextFile(path);
      for (const [, specifier] of text.matchAll(/^(?:import|export)[^;]*?from "(\.[^"]+)"/gm)) {
        const [target] = relative(lib, join(path, "..", specifier)).split(/[\\/]/);
        if (target !== room && !allowed.includes(target)) {
          problems.push(`${relative(lib, path)} imports ${specifier}`);
        }
      }
    }
  }
  assertEquals(problems, []);
});
