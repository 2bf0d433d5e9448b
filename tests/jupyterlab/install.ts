// Installs what the tests in JupyterLab need and the project does not: JupyterLab, and Chromium.
//
// JupyterLab goes into a virtual environment in the user's cache folder. Chromium is taken from the
// PATH, or from the variable CHROMIUM; where there is none, Debian's package is installed.

import { join } from "@std/path";
import { UserError } from "../../lib/system/command_line.ts";

const JUPYTERLAB = "jupyterlab==4.6.6";

/** The names that Chromium and its relatives go by. */
const browserNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where the programs are. */
export interface Programs {
  readonly jupyter: string;
  readonly browser: string;
}

/**
 * Installs what is missing.
 *
 * @returns Where the programs are.
 * @throws {UserError} If one of them cannot be had: the message says how to get it by hand.
 */
export async function install(): Promise<Programs> {
  return { jupyter: await installJupyterLab(), browser: await installBrowser() };
}

async function installJupyterLab(): Promise<string> {
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? join(Deno.env.get("HOME") ?? ".", ".cache");
  const directory = join(cache, "mnist-generations", JUPYTERLAB.replace("==", "-"));
  const jupyter = join(directory, "bin", "jupyter");
  // Written last, so an installation that was cut short begins again.
  const mark = join(directory, "installed");
  if (await exists(mark)) return jupyter;
  console.log(`Installing ${JUPYTERLAB} into ${directory}`);
  const advice = "it takes Python 3.10 or later with venv and pip, and a package index";
  await run("python3", ["-m", "venv", "--clear", directory], { advice });
  await run(join(directory, "bin", "pip"), ["install", "--quiet", JUPYTERLAB], { advice });
  await Deno.writeTextFile(mark, "");
  return jupyter;
}

async function installBrowser(): Promise<string> {
  const found = await findBrowser();
  if (found) return found;
  const advice = "install Chromium or Chrome, or set CHROMIUM to the path of one";
  if (Deno.uid() !== 0 || !await findProgram("apt-get")) {
    throw new UserError(
      `Cannot find a browser: found none of ${
        browserNames.join(", ")
      }, and no right to install one ` +
        `with apt-get; ${advice}`,
    );
  }
  console.log("Installing Debian's chromium");
  await run("apt-get", ["update", "-qq"], { advice });
  await run("apt-get", ["install", "-qq", "--no-install-recommends", "chromium"], { advice });
  return await findBrowser() ?? "chromium";
}

async function findBrowser(): Promise<string | undefined> {
  const named = Deno.env.get("CHROMIUM");
  if (named) return named;
  for (const name of browserNames) {
    const path = await findProgram(name);
    if (path) return path;
  }
}

async function findProgram(name: string): Promise<string | undefined> {
  if (name.includes("/")) return name;
  for (const directory of (Deno.env.get("PATH") ?? "").split(":")) {
    const path = join(directory, name);
    if (await exists(path)) return path;
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function run(command: string, args: string[], { advice }: { advice: string }) {
  const reason = await findProgram(command) ? await failure(command, args) : "it is not there";
  if (reason === undefined) return;
  throw new UserError(`Cannot run ${[command, ...args].join(" ")}: ${reason}\n${advice}`);
}

/** Runs a program; returns what it complained of if it failed. */
async function failure(command: string, args: string[]): Promise<string | undefined> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const { success, stderr } = await new Deno.Command(command, { args, env, stdout: "null" })
    .output();
  return success ? undefined : new TextDecoder().decode(stderr).trim();
}
