// Tests of the module that stands for the cells of a notebook.

import { assertEquals } from "@std/assert";
import { toModule } from "../../lib/jupyter/cell_module.ts";

/** Each line of the module that comes from a cell, as "cell:line text"; blank lines are left out. */
function mapped(cells: readonly string[]): string[] {
  const { text, origins } = toModule(cells);
  return text.split("\n").flatMap((line, i) => {
    const origin = origins[i];
    return origin && line.trim() !== "" ? [`${origin.cell}:${origin.line} ${line}`] : [];
  });
}

Deno.test("toModule puts each cell into the block of the cell before", () => {
  const { text } = toModule(["const a = 1;\na;", "const a = 2;"]);
  assertEquals(text, "{ // cell 1\nconst a = 1;\na;\n{ // cell 2\nconst a = 2;\n}}\nexport {};\n");
  assertEquals(toModule([]).text, "\nexport {};\n");
});

Deno.test("toModule moves imports to the top and remembers their lines", () => {
  const cells = [
    `// First.\nimport { a } from "./a.ts";\nimport "./side.ts";\n\na();`,
    `import type { B } from "b";\nimport {\n  c,\n  d as e,\n} from '../c.ts'\nconst x: B = c(e);`,
    `import data from "./data.json" with { type: "json" };\ndata;`,
  ];
  assertEquals(mapped(cells), [
    `1:2 import { a } from "./a.ts";`,
    `1:3 import "./side.ts";`,
    `2:1 import type { B } from "b";`,
    `2:2 import {`,
    `2:3   c,`,
    `2:4   d as e,`,
    `2:5 } from '../c.ts'`,
    `3:1 import data from "./data.json" with { type: "json" };`,
    `1:1 // First.`,
    `1:5 a();`,
    `2:6 const x: B = c(e);`,
    `3:2 data;`,
  ]);
});

Deno.test("toModule renames what an earlier cell imported from the same module", () => {
  const cells = [
    `import d, { a, b as c } from "x";\nimport * as all from "y";`,
    `import { a, b as c, type T } from "x";`,
    `import d from "x";\nimport * as all from "y";\nimport { a } from "z";`,
  ];
  assertEquals(mapped(cells).slice(2), [
    `2:1 import { a as _a2, b as _c2, type T } from "x";`,
    `3:1 import _d3 from "x";`,
    `3:2 import * as _all3 from "y";`,
    `3:3 import { a } from "z";`,
  ]);
});

Deno.test("toModule leaves dynamic imports and words that start like one", () => {
  const code = `const a = await import("./a.ts");\nimport("./b.ts");\nimportant(a);`;
  assertEquals(mapped([code]), [
    `1:1 const a = await import("./a.ts");`,
    `1:2 import("./b.ts");`,
    `1:3 important(a);`,
  ]);
});
