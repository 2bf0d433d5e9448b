// Tests of finding syntax errors in cells.

import { assertEquals } from "@std/assert";
import { findSyntaxErrors } from "../../lib/jupyter/syntax.ts";

Deno.test("findSyntaxErrors finds nothing in what the kernel takes", async () => {
  const cells = [
    `import { format } from "node:util";`,
    "const a: number = await Promise.resolve(1);\na",
    "const a = 2;",
    "interface A { b: string }\nenum E { One }",
    "for await (const x of []) {}",
    "",
  ];
  assertEquals(await findSyntaxErrors(cells), []);
  assertEquals(await findSyntaxErrors([]), []);
});

// The kernel says "Execution failed" to each of these, or hides the line.
const malformed = [
  "const a = ;",
  "function (",
  "a b",
  'let x: number = "',
  "`abc",
  "if (",
  "}",
  "const a = 1 const b = 2",
  "return 3",
  "import x",
  "0777",
];

for (const code of malformed) {
  Deno.test(`findSyntaxErrors finds the error in ${code}`, async () => {
    const errors = await findSyntaxErrors(["1;", `// A comment\n${code}`, "2;"]);
    assertEquals(errors.map(({ cell, line }) => [cell, line]), [[2, 2]]);
  });
}

Deno.test("findSyntaxErrors finds the errors of many cells, in order", async () => {
  const cells = Array.from({ length: 12 }, (_, i) => i % 2 ? "const b = ;" : "const a = 1;");
  const errors = await findSyntaxErrors(cells);
  assertEquals(errors.map(({ cell }) => cell), [2, 4, 6, 8, 10, 12]);
  assertEquals(errors[0].message, "Expression expected");
});
