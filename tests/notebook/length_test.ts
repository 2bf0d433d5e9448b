// How much of a notebook there is to read before anything happens: the names it imports, and its cells.

import { assertEquals } from "@std/assert";
import { basename, fromFileUrl, join } from "@std/path";
import { codeCells, readNotebook } from "../../lib/jupyter/mod.ts";

const directory = fromFileUrl(new URL("../../notebooks", import.meta.url));

interface Length {
  /** How many names are imported, in all cells together. */
  readonly names: number;
  /** The lines of the longest cell. */
  readonly lines: number;
}

const limits: Length = { names: 30, lines: 45 };

/** To be shortened, and until then not to grow. */
const long: { readonly [notebook: string]: Partial<Length> } = {
  "04-three-layers": { names: 31 },
  "06-world-class": { names: 38 },
  "09-four-architectures": { names: 37, lines: 46 },
};

function lengthOf(sources: readonly string[]): Length {
  const imports = sources.join("\n").matchAll(/^import\s+(?:type\s+)?\{([^}]*)\}\s*from\b/gm);
  const names = [...imports].flatMap(([, list]) => list.split(",")).filter((name) => name.trim());
  return {
    names: names.length,
    lines: Math.max(...sources.map((source) => source.trimEnd().split("\n").length)),
  };
}

Deno.test("the length of a notebook is the names of all its cells, and the lines of the longest", () => {
  const found = lengthOf([
    'import { a, type B } from "x";\nimport type { C } from "y";\nuse(a);',
    'import {\n  d,\n  e,\n} from "z";\nconst { no, names } = await import("w");\n',
  ]);
  assertEquals(found, { names: 5, lines: 5 });
});

Deno.test("every notebook is short enough to read", async () => {
  const tooLong: string[] = [];
  for await (const { name } of Deno.readDir(directory)) {
    if (!name.endsWith(".ipynb")) continue;
    const notebook = basename(name, ".ipynb");
    const cells = codeCells(await readNotebook(join(directory, name)));
    const { names, lines } = lengthOf(cells.map(({ source }) => source));
    const limit = { ...limits, ...long[notebook] };
    if (names > limit.names) tooLong.push(`${notebook} imports ${names} names`);
    if (lines > limit.lines) tooLong.push(`${notebook} has a cell of ${lines} lines`);
  }
  assertEquals(
    tooLong,
    [],
    `at most ${limits.names} names and ${limits.lines} lines a cell: what several notebooks do in the ` +
      `same few lines becomes a function of lib/notebook, and a long cell two`,
  );
});
