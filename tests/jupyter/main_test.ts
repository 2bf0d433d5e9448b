// Tests of the command line, as a process of its own.

import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { codeCells } from "../../lib/jupyter/notebook.ts";
import { readNotebook } from "../../lib/jupyter/notebook_file.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { isRunning, sendSignal } from "./send_signal.ts";
import { TemporaryFolder } from "./temporary_notebook.ts";

const main = fromFileUrl(new URL("../../lib/jupyter/main.ts", import.meta.url));

function start(args: readonly string[], env: Record<string, string> = {}): Deno.ChildProcess {
  return new Deno.Command(denoProgram(), {
    args: ["run", "-A", main, ...args],
    env: { NO_COLOR: "1", ...env },
    // A process group of its own, which can be sent a signal as a terminal sends it.
    detached: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await start(args, env).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test("main run executes notebooks in order, the report last", async () => {
  await using folder = new TemporaryFolder();
  // Each appends its name to a file.
  for (const name of ["report", "02-two", "01-one"]) {
    const code = `Deno.writeTextFileSync("order.txt", "${name} ", { append: true });`;
    await folder.write(name, [code, `Deno.env.get("RETRAIN");`]);
  }
  const directory = `--directory=${folder.path}`;
  const all = await run(["run", directory], { RETRAIN: "yes" });
  assertEquals([all.code, all.stderr], [0, ""]);
  assertMatch(all.stdout, /^01-one: started\n01-one: done in .* s\n02-two: started\n/);
  const order = join(folder.path, "order.txt");
  assertEquals(await Deno.readTextFile(order), "01-one 02-two report ");
  const [, second] = codeCells(await readNotebook(join(folder.path, "01-one.ipynb")));
  assertEquals(second.outputs.length, 1);
  assertStringIncludes(JSON.stringify(second.outputs), "yes");

  const one = await run(["run", directory, "02"]);
  assertEquals([one.code, one.stderr], [0, ""]);
  assertEquals(await Deno.readTextFile(order), "01-one 02-two report 02-two ");
});

Deno.test("main run ends with exit code 1 at the first cell that fails", async () => {
  await using folder = new TemporaryFolder();
  const failing = await folder.write("01-one", ["1;", `throw new RangeError("too far");`]);
  const next = await folder.write("02-two", ["1;"]);
  const before = [await Deno.readTextFile(failing), await Deno.readTextFile(next)];
  const { code, stdout, stderr } = await run(["run", `--directory=${folder.path}`]);
  assertEquals(code, 1);
  assertMatch(stdout, /01-one: failed in/);
  assertMatch(
    stderr,
    /^Cannot run notebook \S*01-one\.ipynb: cell 2 \(.*\) failed with RangeError: too far\n/,
  );
  assertEquals([await Deno.readTextFile(failing), await Deno.readTextFile(next)], before);
});

Deno.test("main lists the notebooks when a name fits none", async () => {
  await using folder = new TemporaryFolder();
  await folder.write("01-one", ["1;"]);
  const { code, stderr } = await run(["run", `--directory=${folder.path}`, "07"]);
  assertEquals([code, stderr], [1, "Cannot find notebook 07: there are 01-one\n"]);
});

Deno.test("main tells how to use it", async () => {
  for (const args of [[], ["walk"], ["toString"]]) {
    const { code, stderr } = await run(args);
    assertEquals(code, 2);
    assertMatch(stderr, /^Usage: /);
  }
  for (const command of ["run", "check"]) {
    const { code, stdout } = await run([command, "--help"]);
    assertEquals(code, 0);
    assertMatch(stdout, /^Usage: /);
  }
});

Deno.test("main names an unknown option and runs nothing", async () => {
  await using folder = new TemporaryFolder();
  await folder.write("01-one", ["1;"]);
  const { code, stdout, stderr } = await run(["run", `--directory=${folder.path}`, "--al"]);
  assertEquals([code, stdout], [2, ""]);
  assertMatch(stderr, /^Cannot understand the option --al: known are .*; did you mean --all\?\n/);
});

Deno.test("main run hands its options to the kernel as environment variables", async () => {
  await using folder = new TemporaryFolder();
  const names = ["RETRAIN", "BACKEND", "THREADS", "ROUNDING", "BLAS_LIBRARY"];
  const path = await folder.write("01-one", [
    `${JSON.stringify(names)}.map((name) => Deno.env.get(name)).join();`,
  ]);
  const options = [
    "--retrain",
    "--backend=reference",
    "--threads",
    "3",
    "--rounding=fast",
    "--blas-library=/a b",
  ];
  const { code, stderr } = await run(["run", `--directory=${folder.path}`, ...options]);
  assertEquals([code, stderr], [0, ""]);
  assertStringIncludes(await Deno.readTextFile(path), "1,reference,3,fast,/a b");
});

Deno.test("main check prints diagnostics and ends with exit code 1", async () => {
  await using folder = new TemporaryFolder();
  await folder.write("01-one", ["1;"]);
  await folder.write("02-two", ["const a: string = 1;\na;"]);
  const directory = `--directory=${folder.path}`;
  const all = await run(["check", directory]);
  assertEquals([all.code, all.stdout], [1, "Checked 2 notebooks, found 1 problems\n"]);
  assertMatch(all.stderr, /^\S*02-two\.ipynb, cell 1, line 1: Type 'number' is not .*\n$/);
  const one = await run(["check", directory, "01"]);
  assertEquals([one.code, one.stderr], [0, ""]);
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test({
    name: `main run stops at ${signal}, kills the kernel and leaves the file`,
    ignore: Deno.build.os === "windows",
    async fn() {
      await using folder = new TemporaryFolder();
      const path = await folder.write("01-one", [
        `Deno.writeTextFileSync("kernel.txt", String(Deno.pid));\nwhile (true);`,
      ]);
      const before = await Deno.readTextFile(path);
      const child = start(["run", `--directory=${folder.path}`]);
      const pid = Number(await waitForText(join(folder.path, "kernel.txt")));
      await send(signal, child);
      const { code, stdout } = await child.output();
      assertEquals(code, 130);
      assertMatch(new TextDecoder().decode(stdout), /01-one: stopped, the file is as it was/);
      assertEquals(await Deno.readTextFile(path), before);
      assertEquals(await isRunning(pid), false);
    },
  });

  Deno.test({
    name: `main check stops at ${signal} and takes its temporary files away`,
    ignore: Deno.build.os === "windows",
    async fn() {
      await using folder = new TemporaryFolder();
      // A pipe that nobody writes to: whoever reads the module waits.
      await new Deno.Command("mkfifo", { args: [join(folder.path, "lib.ts")] }).output();
      await folder.write("01-one", [`import "./lib.ts";`]);
      const child = start(["check", `--directory=${folder.path}`]);
      const names = () => [...Deno.readDirSync(folder.path)].map(({ name }) => name).sort();
      while (names().length === 2) await new Promise((resolve) => setTimeout(resolve, 1));
      await send(signal, child);
      const { code, stderr } = await child.output();
      assertEquals([code, stderr.length, names()], [130, 0, ["01-one.ipynb", "lib.ts"]]);
    },
  });
}

/** Ctrl-C goes to all processes of the group, so to the programs that this one started, too. */
async function send(signal: "SIGINT" | "SIGTERM", child: Deno.ChildProcess): Promise<void> {
  await sendSignal(signal === "SIGINT" ? -child.pid : child.pid, signal);
}

async function waitForText(path: string): Promise<string> {
  while (true) {
    const text = await Deno.readTextFile(path).catch(() => "");
    if (text !== "") return text;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
