// Nothing that decides about weights uses what the language leaves to the engine.

import { assertEquals } from "@std/assert";
import { fromFileUrl, join, relative } from "@std/path";

const lib = fromFileUrl(new URL("../../lib", import.meta.url));

/** The rooms that a training goes through. */
const rooms = ["tensor", "nn", "data", "train", "pages"];

/** What chooses the windows that the networks for pages learn from. */
const files = [
  "class_map",
  "digit_finder",
  "level",
  "peaks",
  "resample",
  "row_size",
  "window_cutter",
]
  .map((name) => `inference/${name}.ts`);

/** The plain loops of the backend `reference`, whose bits are those of the engine, and the kernels. */
const others = ["tensor/operations", "tensor/assembly", "pages/exam"];

/** What the language fixes to the last bit, and constants. */
const fixed = new Set(
  "abs ceil clz32 floor fround imul max min round sign sqrt trunc LN2 LN10 LOG2E LOG10E PI SQRT2 SQRT1_2 E"
    .split(" "),
);

/** What a source uses that an engine may compute as it likes: functions of Math, and powers but those of 2. */
function leftToTheEngine(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/\/\/.*$/gm, "");
  return [
    ...[...code.matchAll(/\bMath\.(\w+)/g)].filter(([, name]) => !fixed.has(name)),
    ...code.matchAll(/(?<!\b2 )\*\* [^\s;,)]+/g),
  ].map(([found]) => found);
}

Deno.test("leftToTheEngine finds functions and powers, and no comment", () => {
  const source =
    "Math.exp(x) + Math.sqrt(y) + x ** 3 + 2 ** 32; // Math.sin\n/* Math.log */ Math.PI";
  assertEquals(leftToTheEngine(source), ["Math.exp", "** 3"]);
});

Deno.test("what decides about weights uses no function that engines compute in their own way", async () => {
  const found: string[] = [];
  for (const part of [...rooms, ...files]) {
    for await (const path of sources(join(lib, part))) {
      const place = relative(lib, path).replaceAll("\\", "/");
      if (others.some((other) => place.startsWith(other))) continue;
      for (const use of leftToTheEngine(await Deno.readTextFile(path))) {
        found.push(`${place}: ${use}; take it from tensor/elementary.ts`);
      }
    }
  }
  assertEquals(found, []);
});

/** A source itself, or all that lie in a folder. */
async function* sources(folder: string): AsyncGenerator<string> {
  if (folder.endsWith(".ts")) return yield folder;
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* sources(path);
    else if (name.endsWith(".ts")) yield path;
  }
}
