// Nothing that a run started outlives it, whichever way it ends.

import { assertEquals, assertRejects } from "@std/assert";
import { basename, dirname, fromFileUrl, join } from "@std/path";
import { CellError } from "../../lib/jupyter/cell_error.ts";
import { Kernel } from "../../lib/jupyter/kernel.ts";
import { KernelProcess } from "../../lib/jupyter/kernel_process.ts";
import { runNotebook } from "../../lib/jupyter/run_notebook.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { isRunning } from "./send_signal.ts";
import { TemporaryFolder } from "./temporary_notebook.ts";

const main = fromFileUrl(new URL("../../lib/jupyter/main.ts", import.meta.url));

/** A cell that starts a program which is to be ended before it writes a file, and writes the ids of both. */
const startsProgram = `const child = new Deno.Command(Deno.execPath(), {
  args: ["eval", 'setTimeout(() => Deno.writeTextFileSync("outlived.txt", ""), 20_000)'],
}).spawn();
Deno.writeTextFileSync("pids.txt", Deno.pid + " " + child.pid + " ");`;

/** The processes of the kernel and of the program, as soon as they are known. */
async function pids(folder: TemporaryFolder): Promise<number[]> {
  while (true) {
    const text = await Deno.readTextFile(join(folder.path, "pids.txt")).catch(() => "");
    if (text.endsWith(" ")) return text.trim().split(" ").map(Number);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function ended(pid: number): Promise<void> {
  while (await isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}

const ignore = Deno.build.os === "windows";

for (
  const [how, lastLine] of Object.entries({
    "ends well": "",
    "fails": `throw new Error("no");`,
    "loses its kernel": "Deno.exit(3);",
  })
) {
  Deno.test({
    name: `a program that a cell started does not outlive a run that ${how}`,
    ignore,
    async fn() {
      await using folder = new TemporaryFolder();
      const path = await folder.write("01-one", [`${startsProgram}\n${lastLine}`]);
      if (lastLine === "") await runNotebook(path);
      else await assertRejects(() => runNotebook(path), CellError);
      await Promise.all((await pids(folder)).map(ended));
      assertEquals(await names(folder.path), ["01-one.ipynb", "pids.txt"]);
    },
  });
}

Deno.test({
  name: "a killed run leaves no kernel, no program of its cells, and no file",
  ignore,
  async fn() {
    await using folder = new TemporaryFolder();
    await using temporary = new TemporaryFolder();
    await folder.write("01-one", [startsProgram, "while (true);"]);
    const runner = new Deno.Command(denoProgram(), {
      args: ["run", "-A", main, "run", `--directory=${folder.path}`],
      env: { TMPDIR: temporary.path },
      stdout: "null",
    }).spawn();
    const started = await pids(folder);
    runner.kill("SIGKILL");
    await Promise.all([runner.status, ...started.map(ended)]);
    assertEquals(await names(temporary.path), []);
    assertEquals(await names(folder.path), ["01-one.ipynb", "pids.txt"]);
  },
});

Deno.test({
  name: "Kernel.start ends a kernel whose client was killed while it started",
  ignore,
  async fn() {
    // As its client left it: it runs, and its connection file is there, though for long.
    const stale = new KernelProcess(Deno.cwd());
    const info = stale.connection;
    await stale.connect("control");
    const directory = await temporaryDirectory();
    const file = join(directory, `.mnist-generations-kernel-${crypto.randomUUID()}.json`);
    const fresh = join(directory, `.mnist-generations-kernel-${crypto.randomUUID()}.json`);
    const broken = join(directory, `.mnist-generations-kernel-${crypto.randomUUID()}.json`);
    await Deno.writeTextFile(file, JSON.stringify(info));
    await Deno.writeTextFile(broken, "{");
    await Deno.writeTextFile(fresh, "{");
    const longAgo = new Date(Date.now() - 100_000);
    for (const path of [file, broken]) await Deno.utime(path, longAgo, longAgo);
    const kernel = await Kernel.start(Deno.cwd());
    await stale.ended;
    await kernel.shutdown();
    const left = await names(directory);
    assertEquals([file, broken, fresh].map((path) => left.includes(basename(path))), [
      false,
      false,
      true,
    ]);
    await Deno.remove(fresh);
  },
});

/** Where connection files lie. */
async function temporaryDirectory(): Promise<string> {
  const path = await Deno.makeTempDir();
  await Deno.remove(path);
  return dirname(path);
}

async function names(directory: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(directory), ({ name }) => name)).sort();
}
