// Tests of running whole notebooks through the real kernel.

import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { UserError } from "../../lib/system/command_line.ts";
import { CellError } from "../../lib/jupyter/cell_error.ts";
import { checkNotebooks } from "../../lib/jupyter/check_notebooks.ts";
import { type CellOutput, codeCells } from "../../lib/jupyter/notebook.ts";
import { readNotebook, writeNotebook } from "../../lib/jupyter/notebook_file.ts";
import { runNotebook } from "../../lib/jupyter/run_notebook.ts";
import { createNotebook, TemporaryFolder } from "./temporary_notebook.ts";

/** The outputs of each code cell, in short. */
async function shown(path: string): Promise<string[][]> {
  return codeCells(await readNotebook(path)).map(({ outputs }) => outputs.map(describe));
}

function describe(output: CellOutput): string {
  if (output.output_type === "stream") return output.text;
  if (output.output_type === "error") return output.evalue;
  return `${output.data["text/plain"]}`;
}

/** Runs a notebook that must fail; the file must stay as it was. Returns the error. */
async function runFailing(cells: readonly string[]): Promise<CellError> {
  await using folder = new TemporaryFolder();
  const path = await folder.write("01-one", cells);
  const before = await Deno.readTextFile(path);
  const error = await assertRejects(() => runNotebook(path), CellError);
  assertEquals(await Deno.readTextFile(path), before);
  assertEquals((await Array.fromAsync(Deno.readDir(folder.path))).length, 1);
  return error;
}

Deno.test("runNotebook stores outputs and counts in the file", async () => {
  await using folder = new TemporaryFolder();
  await Deno.writeTextFile(join(folder.path, "lib.ts"), "export const six = 6;");
  const path = await folder.write("01-one", [
    `import { six } from "./lib.ts";\n\nconst x: number = six;\nconsole.log(x);\nconsole.log("and");`,
    "",
    "const x = 7;\nx * 6;",
  ]);
  await runNotebook(path);
  const notebook = await readNotebook(path);
  assertEquals(notebook.cells[0], createNotebook([]).cells[0]);
  const cells = notebook.cells.filter((cell) => cell.cell_type === "code");
  assertEquals(cells.map(({ execution_count }) => execution_count), [1, null, 2]);
  assertEquals(cells.map(({ outputs }) => outputs), [
    [{ output_type: "stream", name: "stdout", text: "6\nand\n" }],
    [],
    [{
      output_type: "execute_result",
      execution_count: 2,
      data: { "text/plain": "42" },
      metadata: {},
    }],
  ]);
});

Deno.test("runNotebook gives the same bytes each time", async () => {
  await using folder = new TemporaryFolder();
  const path = await folder.write("01-one", [
    `await Deno.jupyter.display({ "text/plain": "a" }, { raw: true, display_id: crypto.randomUUID() });`,
    `console.log({ colours: ["none", 1] });\nconsole.error("careful");`,
  ]);
  await runNotebook(path);
  const first = await Deno.readTextFile(path);
  await runNotebook(path);
  assertEquals(await Deno.readTextFile(path), first);
});

Deno.test("runNotebook lets a cell update the display of an earlier cell", async () => {
  await using folder = new TemporaryFolder();
  const path = await folder.write("01-one", [
    `await Deno.jupyter.display({ "text/plain": "waiting" }, { raw: true, display_id: "d" });`,
    `await Deno.jupyter.display({ "text/plain": "ready" }, { raw: true, display_id: "d", update: true });`,
  ]);
  await runNotebook(path);
  assertEquals(await shown(path), [["ready"], []]);
});

Deno.test("runNotebook passes the environment on and tells of its progress", async () => {
  await using folder = new TemporaryFolder();
  const path = await folder.write("01-one", [`Deno.env.get("RETRAIN")`, `console.log("second")`]);
  const told: unknown[] = [];
  await runNotebook(path, {
    env: { RETRAIN: "1" },
    onCell: (cell, count) => told.push([cell, count]),
    onOutput: ({ header }) => told.push(header.msg_type),
  });
  assertEquals(told, [[1, 2], "execute_result", [2, 2], "stream"]);
  assertEquals(await shown(path), [['"1"'], ["second\n"]]);
});

Deno.test("runNotebook names notebook, cell and error, and where it was thrown", async () => {
  const { message, location, failure } = await runFailing([
    "function f() {\n  throw new RangeError('too far');\n}",
    "await Promise.resolve();\nf();",
  ]);
  assertMatch(
    message,
    /^Cannot run notebook \S*01-one\.ipynb: cell 2 \(await Promise\.resolve\(\);\) failed with RangeError: too far\n {4}at f \(a cell\)/,
  );
  assertEquals(location.cell, 2);
  assertEquals([failure.ename, failure.evalue], ["RangeError", "too far"]);
});

Deno.test("runNotebook names the file and line of an error outside of cells", async () => {
  await using folder = new TemporaryFolder();
  await Deno.writeTextFile(
    join(folder.path, "lib.ts"),
    "export function f() {\n  throw new TypeError('no');\n}",
  );
  const path = await folder.write("01-one", [`import { f } from "./lib.ts";\nf();`]);
  const { message } = await assertRejects(() => runNotebook(path), CellError);
  assertMatch(message, /failed with TypeError: no\n {4}at f \(\S*lib\.ts:2:9\)\n {4}at a cell/);
});

Deno.test("runNotebook finds a syntax error before it runs any cell", async () => {
  let started = false;
  await using folder = new TemporaryFolder();
  const path = await folder.write("01-one", ["1;", "const a = 1;\nconst b = ;"]);
  const error = await assertRejects(
    () => runNotebook(path, { onCell: () => started = true }),
    CellError,
  );
  assertMatch(
    error.message,
    /cell 2 .*SyntaxError: Expression expected\n {4}at line 2 .*: const b = ;$/,
  );
  assertEquals(started, false);
});

const failing: Record<string, [string, RegExp]> = {
  "a syntax error that only the engine finds": [
    "import.meta.url",
    /SyntaxError: Cannot use 'import\.meta' outside a module/,
  ],
  "a module that is not there": [`import "./nope.ts";`, /TypeError: Module not found/],
  "a thrown text": [`throw "just text";`, /Error: just text/],
  "a value that cannot be shown": [
    `({ [Symbol.for("Jupyter.display")]() { throw new Error("no picture"); } })`,
    /Error: no picture/,
  ],
  "a kernel that dies": [
    "Deno.exit(7);",
    /KernelDiedError: The Deno kernel ended with exit code 7/,
  ],
  "a promise that fails while nobody waits": [
    `Promise.reject(new Error("lost"));\nawait new Promise((resolve) => setTimeout(resolve, 20));`,
    /Error: lost/,
  ],
  "an error in a timer": [
    `setTimeout(() => { throw new Error("late"); });\nawait new Promise((resolve) => setTimeout(resolve, 20));`,
    /Error: late/,
  ],
};

for (const [what, [code, message]] of Object.entries(failing)) {
  Deno.test(`runNotebook fails with ${what}`, async () => {
    const error = await runFailing(["1;", code, "console.log('never');"]);
    assertMatch(error.message, message);
    assertEquals(error.location.cell, 2);
  });
}

Deno.test("runNotebook fails with the error of a promise or timer after the last cell", async () => {
  for (
    const code of [
      `setTimeout(() => Promise.reject(new TypeError("late")), 300);`,
      `setTimeout(() => { throw new TypeError("late"); }, 300);`,
    ]
  ) {
    const { message, location } = await runFailing(["1;", code]);
    assertMatch(message, /failed with TypeError: late \(after the last cell had ended\)\n/);
    assertEquals(location.cell, 2);
  }
});

Deno.test("runNotebook ends though rejections and timers of its cells have no end", async () => {
  await using folder = new TemporaryFolder();
  const path = await folder.write("01-one", [`setInterval(() => {}, 10);`]);
  await runNotebook(path);
  const code = `while (true) {
    Promise.reject(new Error("lost"));
    await new Promise((resolve) => setTimeout(resolve));
    if (performance.now() > end) break;
  }`;
  await runFailing(["const end = performance.now() + 300;", code]);
});

Deno.test("runNotebook cuts what a cell prints, at once and in pieces, and says so", async () => {
  await using folder = new TemporaryFolder();
  const path = await folder.write("01-one", [
    `console.log("x".repeat(70_000_000));`,
    `for (let i = 0; i < 12; i++) console.log("y".repeat(1_000_000));`,
    `console.log("z");`,
  ]);
  await runNotebook(path);
  const [atOnce, pieces, last] = await shown(path);
  assertMatch(atOnce.join(""), /^\[Output omitted: [\d,]+ bytes at once are too many\]\n$/);
  assertEquals(pieces.length, 2);
  assertEquals(pieces[0].length < 10_000_000, true);
  const note = "\n[Output cut: a notebook stores 10,000,000 characters of output at most]\n";
  assertEquals([pieces[1], last], [note, [note]]);
});

Deno.test("runNotebook finds out before it runs any cell that the file cannot be written", async () => {
  await using folder = new TemporaryFolder();
  const path = await folder.write("01-one", [`Deno.writeTextFileSync("ran.txt", "");`]);
  const { open } = Deno;
  Deno.open =
    ((file: string, options: Deno.OpenOptions) =>
      options.createNew
        ? Promise.reject(Object.assign(new Error("os error 28"), { code: "ENOSPC" }))
        : open(file, options)) as typeof open;
  try {
    await assertRejects(
      () => runNotebook(path),
      UserError,
      `Cannot run a notebook: "${path}" has no room left on its disk`,
    );
  } finally {
    Deno.open = open;
  }
  assertEquals((await Array.fromAsync(Deno.readDir(folder.path))).length, 1);
});

Deno.test("runNotebook makes one of 4.5, for the Deno kernel, of a notebook that VS Code made", async () => {
  await using folder = new TemporaryFolder();
  const path = join(folder.path, "mine.ipynb");
  const cell = { cell_type: "code", execution_count: null, metadata: {}, outputs: [] };
  const metadata = { language_info: { name: "typescript" } };
  await Deno.writeTextFile(
    path,
    JSON.stringify({
      cells: [{ ...cell, source: ["console.log(6 * 7);"] }],
      metadata,
      nbformat: 4,
      nbformat_minor: 2,
    }),
  );
  await runNotebook(path);
  assertEquals(await shown(path), [["42\n"]]);
  assertEquals(await checkNotebooks([path]), []);
});

Deno.test("runNotebook stops when its signal aborts, and leaves the file", async () => {
  await using folder = new TemporaryFolder();
  const path = await folder.write("01-one", ["console.log(1);", "console.log(2); while (true);"]);
  const before = await Deno.readTextFile(path);
  const stop = new AbortController();
  const onOutput = ({ content }: { content: Record<string, unknown> }) => {
    if (content.text === "2\n") stop.abort(new Error("stopped"));
  };
  await assertRejects(() => runNotebook(path, { signal: stop.signal, onOutput }), Error, "stopped");
  assertEquals(await Deno.readTextFile(path), before);
});

Deno.test("runNotebook forgets the errors and outputs of an earlier run", async () => {
  await using folder = new TemporaryFolder();
  const path = await folder.write("01-one", ["1;"]);
  const outputs = [{ output_type: "error", ename: "E", evalue: "old", traceback: [] }] as const;
  const cells = ["console.log('new');", "  "];
  await writeNotebook(path, createNotebook(cells, { outputs: [outputs, outputs] }));
  await runNotebook(path);
  const run = (await readNotebook(path)).cells.filter((cell) => cell.cell_type === "code");
  assertEquals(run.map(({ execution_count }) => execution_count), [1, null]);
  assertEquals(run.map(({ outputs }) => outputs.map(describe)), [["new\n"], []]);
});
