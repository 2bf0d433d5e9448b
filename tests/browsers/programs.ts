// Programs that tests need and the project does not: where they are, and how they are installed.

import { join } from "@std/path";
import { UserError } from "../../lib/system/command_line.ts";

/** The path of the first of several programs that is there: a path itself, or a name on the PATH. */
export async function findProgram(...names: readonly string[]): Promise<string | undefined> {
  const directories = (Deno.env.get("PATH") ?? "").split(":");
  for (const name of names) {
    const paths = name.includes("/") ? [name] : directories.map((folder) => join(folder, name));
    for (const path of paths) if (await exists(path)) return path;
  }
}

/**
 * The path of a program, which is installed with apt-get if it is not there.
 *
 * @param names What the program may be called.
 * @param options `packages`: Debian's packages that bring it; `advice`: how to get it by hand.
 * @throws {UserError} If it cannot be had.
 */
export async function installProgram(
  names: readonly string[],
  { packages, advice }: { packages: readonly string[]; advice: string },
): Promise<string> {
  const found = await findProgram(...names);
  if (found !== undefined) return found;
  if (Deno.uid() !== 0 || await findProgram("apt-get") === undefined) {
    throw new UserError(
      `Cannot find ${names[0]}: found none of ${
        names.join(", ")
      }, and no right to install one with ` +
        `apt-get; ${advice}`,
    );
  }
  console.log(`Installing Debian's ${packages.join(", ")}`);
  await runProgram("apt-get", ["update", "-qq"], { advice });
  await runProgram("apt-get", ["install", "-qq", "--no-install-recommends", ...packages], {
    advice,
  });
  const installed = await findProgram(...names);
  if (installed !== undefined) return installed;
  throw new UserError(
    `Cannot find ${names[0]}: it did not come with ${packages.join(", ")}; ${advice}`,
  );
}

/** A folder for what is installed once and kept, which need not be there yet. */
export function cacheDirectory(name: string): string {
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? join(Deno.env.get("HOME") ?? ".", ".cache");
  return join(cache, "mnist-generations", name);
}

/** Whether there is a file or a folder. */
export async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

/**
 * Runs a program to its end.
 *
 * @param options `advice`: what it takes, or how to do without; `cwd`: where it runs.
 * @throws {UserError} If it is not there or fails: with what it complained of, and the advice.
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  { advice, cwd }: { advice: string; cwd?: string },
): Promise<void> {
  const reason = await findProgram(command) ? await failure(command, args, cwd) : "it is not there";
  if (reason === undefined) return;
  throw new UserError(`Cannot run ${[command, ...args].join(" ")}: ${reason}\n${advice}`);
}

/** What a program complained of, if it failed. */
async function failure(
  command: string,
  args: readonly string[],
  cwd: string | undefined,
): Promise<string | undefined> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const { success, stderr } = await new Deno.Command(command, {
    args: [...args],
    cwd,
    env,
    stdout: "null",
  }).output();
  return success ? undefined : new TextDecoder().decode(stderr).trim();
}
