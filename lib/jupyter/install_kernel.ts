// Makes the Deno kernel known to VS Code and Jupyter: `deno task kernel`.

import { join } from "@std/path";
import { runCommand } from "../system/command_line.ts";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import { dataDirectory } from "./data_directory.ts";

const USAGE = `Usage: deno task kernel

Makes the Deno kernel known to VS Code and Jupyter, once. The kernel gets a Deno of its own: the one that
this command runs with may lie in a folder that npm empties.`;

if (import.meta.main) {
  Deno.exit(
    await runCommand(Deno.args, {
      usage: USAGE,
      options: {},
      maxArguments: 0,
      async run() {
        const directory = dataDirectory({ os: Deno.build.os, get: (name) => Deno.env.get(name) });
        const { folder, lost } = await installKernel(directory);
        if (lost !== undefined) console.log(`The Deno of the kernel was gone: ${lost}`);
        console.log(`Installed the kernel "Deno" ${Deno.version.deno} into ${folder}`);
        return 0;
      },
    }),
  );
}

/** What was done. */
export interface InstalledKernel {
  /** Where the kernel is. */
  readonly folder: string;
  /** The program of the kernel that was there before, if that program was gone. */
  readonly lost?: string;
}

/**
 * Installs the kernel.
 *
 * @param directory Jupyter's folder for the data of the user.
 */
export async function installKernel(directory: string): Promise<InstalledKernel> {
  const folder = join(directory, "kernels", "deno");
  await Deno.mkdir(folder, { recursive: true });
  const specification = join(folder, "kernel.json");
  const lost = await findLostProgram(specification);
  const program = join(folder, Deno.build.os === "windows" ? "deno.exe" : "deno");
  await copyProgram(program);
  const content = {
    argv: [program, "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
  };
  await writeFileAtomic(specification, `${JSON.stringify(content, null, 2)}\n`);
  return { folder, lost };
}

/** Copies this Deno; a kernel that runs keeps the program that it was started with. */
async function copyProgram(path: string): Promise<void> {
  const part = `${path}.${crypto.randomUUID()}.part`;
  try {
    await Deno.copyFile(Deno.execPath(), part);
    await Deno.rename(part, path);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw error;
  }
}

/** The program that a kernel was to be started with, if it is not there. */
async function findLostProgram(specification: string): Promise<string | undefined> {
  try {
    const { argv: [program] } = JSON.parse(await Deno.readTextFile(specification));
    return await Deno.stat(program).then(() => undefined, () => program);
  } catch {
    // There was no kernel, or none that can be understood.
  }
}
