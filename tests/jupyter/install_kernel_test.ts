// The kernel that editors start.

import { assertEquals, assertStringIncludes } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { denoProgram, runDeno } from "../../lib/system/run_deno.ts";
import { TemporaryFolder } from "./temporary_notebook.ts";

const program = fromFileUrl(new URL("../../lib/jupyter/install_kernel.ts", import.meta.url));

/** Runs the command for a user whose data lie in a folder. */
async function install(directory: string): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(denoProgram(), {
    args: ["run", "-A", program],
    env: { JUPYTER_DATA_DIR: directory, NO_COLOR: "1" },
  }).output();
  assertEquals(new TextDecoder().decode(stderr), "");
  return new TextDecoder().decode(stdout);
}

Deno.test("task kernel installs a kernel with a Deno of its own, as Jupyter wants it", async () => {
  await using folder = new TemporaryFolder();
  const kernel = join(folder.path, "Jupyter ä", "kernels", "deno");
  const said = await install(join(folder.path, "Jupyter ä"));
  assertEquals(said, `Installed the kernel "Deno" ${Deno.version.deno} into ${kernel}\n`);
  const text = await Deno.readTextFile(join(kernel, "kernel.json"));
  const { argv: [own, ...args], ...rest } = JSON.parse(text);
  assertEquals(rest, { display_name: "Deno", language: "typescript" });
  assertEquals(args, ["jupyter", "--kernel", "--conn", "{connection_file}"]);
  // It is a program and no link, so nothing that npm removes takes it away.
  const { isFile, isSymlink, mode } = await Deno.lstat(own);
  assertEquals([isFile, isSymlink, (mode ?? 0o111) & 0o111], [true, false, 0o111]);
  const script = `new Deno.Command(${JSON.stringify(own)}, { args: ["--version"] }).spawn();`;
  const { stdout } = await runDeno(["eval", "--no-config", script], ".");
  assertStringIncludes(stdout, `deno ${Deno.version.deno}`);
  const names = await Array.fromAsync(Deno.readDir(kernel), ({ name }) => name);
  assertEquals(names.sort(), ["deno", "kernel.json"]);
});

Deno.test("task kernel replaces a kernel whose Deno is gone, and says so", async () => {
  await using folder = new TemporaryFolder();
  const kernel = join(folder.path, "kernels", "deno");
  await Deno.mkdir(kernel, { recursive: true });
  const lost = join(folder.path, "_npx", "deno");
  await Deno.writeTextFile(join(kernel, "kernel.json"), JSON.stringify({ argv: [lost] }));
  assertStringIncludes(await install(folder.path), `The Deno of the kernel was gone: ${lost}\n`);
  const second = await install(folder.path);
  assertEquals(second.includes("gone"), false);
});
