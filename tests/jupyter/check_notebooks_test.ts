// Tests of the checks that a notebook must pass.

import { assertEquals, assertMatch } from "@std/assert";
import { basename, dirname, join } from "@std/path";
import { checkNotebooks } from "../../lib/jupyter/check_notebooks.ts";
import { writeNotebook } from "../../lib/jupyter/notebook_file.ts";
import { formatDiagnostic } from "../../lib/jupyter/diagnostic.ts";
import { shortPath } from "../../lib/jupyter/short_path.ts";
import { createNotebook, TemporaryFolder } from "./temporary_notebook.ts";

Deno.test("checkNotebooks finds nothing in good notebooks", async () => {
  await using folder = new TemporaryFolder();
  const lib = "export const answer = 42;\nexport interface Thing {\n  a: number;\n}\n";
  await Deno.writeTextFile(join(folder.path, "lib.ts"), lib);
  const paths = [
    await folder.write("01-one", [
      `import { answer, type Thing } from "./lib.ts";\n\nconst x = answer;\nconsole.log(x);`,
      `import { answer } from "./lib.ts";\n\nfunction f(thing: Thing): number {\n  return thing.a + x;\n}`,
      "const x = await Promise.resolve({ a: answer });\nf(x);",
      "await Deno.jupyter.display(Deno.jupyter.md`done`);",
    ]),
    await folder.write("02-two", ["const x = 1;\nx;"]),
    await folder.write("03-empty", []),
  ];
  assertEquals(await checkNotebooks(paths), []);
  const left = (await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name);
  assertEquals(left.sort(), ["01-one.ipynb", "02-two.ipynb", "03-empty.ipynb", "lib.ts"]);
});

Deno.test("checkNotebooks names cell and line of type errors and lint", async () => {
  await using folder = new TemporaryFolder();
  await Deno.writeTextFile(join(folder.path, "lib.ts"), "export const answer = 42;\n");
  const path = await folder.write("01-one", [
    `import { answer } from "./lib.ts";\n\nconst x: string = answer;\nconsole.log(x);`,
    "const y = 1;\n\nlet z = nowhere + 1;\nconsole.log(z);",
    `import { nope } from "./lib.ts";\nimport "./gone.ts";`,
  ]);
  assertEquals(await check([path]), [
    "01-one 1:3 Type 'number' is not assignable to type 'string'. (TS2322)",
    "01-one 2:1 `y` is never used (no-unused-vars)",
    "01-one 2:3 Cannot find name 'nowhere'. (TS2304)",
    "01-one 2:3 `z` is never reassigned (prefer-const)",
    `01-one 3:1 Module '"file://FOLDER/lib.ts"' has no exported member 'nope'. (TS2305)`,
    "01-one 3:1 `nope` is never used (no-unused-vars)",
    "01-one 3:2 Cannot find module 'file://FOLDER/gone.ts'. (TS2307)",
  ]);
});

Deno.test("checkNotebooks names the file and line of an error outside of the notebooks", async () => {
  await using folder = new TemporaryFolder();
  await Deno.writeTextFile(join(folder.path, "lib.ts"), "\nexport const answer: string = 42;\n");
  const path = await folder.write("01-one", [`import { answer } from "./lib.ts";\n\nanswer;`]);
  assertEquals((await checkNotebooks([path])).map(formatDiagnostic), [
    `${
      shortPath(join(folder.path, "lib.ts"))
    }, line 2: Type 'number' is not assignable to type 'string'. (TS2322)`,
  ]);
});

Deno.test("checkNotebooks says what is wrong with each file", async () => {
  await using folder = new TemporaryFolder();
  const withError = createNotebook(["1;", "2;"], {
    outputs: [[], [{ output_type: "error", ename: "TypeError", evalue: "no", traceback: [] }]],
  });
  const large = createNotebook(["1;"], {
    outputs: [[{ output_type: "stream", name: "stdout", text: "x".repeat(1_000_000) }]],
  });
  const foreign = { ...createNotebook(["1;"]), metadata: { kernelspec: { name: "python3" } } };
  const notebooks = {
    "02-error": withError,
    "03-large": large,
    "04-foreign": foreign,
    "05-syntax": createNotebook(["1;", "const a = 1;\nconst b = ;"]),
    "06-format": createNotebook(["const  a = 1\nconsole.log( a )"]),
  };
  const paths = [join(folder.path, "01-broken.ipynb")];
  await Deno.writeTextFile(paths[0], "{");
  for (const [name, notebook] of Object.entries(notebooks)) {
    const path = join(folder.path, `${name}.ipynb`);
    await writeNotebook(path, notebook);
    paths.push(path);
  }
  const [broken, ...diagnostics] = await check(paths);
  assertMatch(broken, /^01-broken : Cannot read notebook \S*01-broken\.ipynb: \S/);
  assertEquals(diagnostics, [
    "02-error 2: stores the error TypeError: no; mend the cell and run it",
    "03-large : has 1000572 bytes, must have less than 1000000",
    '04-foreign : metadata.kernelspec.name is "python3", must be "deno": HOW',
    '04-foreign : metadata.language_info.name is undefined, must be "typescript": HOW',
    "05-syntax 2:2 Expression expected",
    "06-format : is not formatted: run deno fmt FOLDER/06-format.ipynb",
  ]);
});

/** The diagnostics of notebooks in one folder, each as "notebook cell:line message". */
async function check(paths: readonly string[]): Promise<string[]> {
  return (await checkNotebooks(paths)).map(({ path, cell, line, message }) => {
    const location = `${basename(path, ".ipynb")} ${cell ?? ""}:${line ?? ""}`;
    return `${location} ${message}`
      .replaceAll(dirname(path), "FOLDER")
      .replaceAll(shortPath(dirname(path)), "FOLDER")
      .replace("choose the kernel Deno in an editor, or run it with deno task notebooks", "HOW");
  });
}
