// Installs what the tests in JupyterLab need and the project does not: JupyterLab, and Chromium.
//
// JupyterLab goes into a virtual environment in the user's cache folder.

import { join } from "@std/path";
import { installChromium } from "../browsers/install.ts";
import { cacheDirectory, exists, runProgram } from "../browsers/programs.ts";

const JUPYTERLAB = "jupyterlab==4.6.6";

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
  return { jupyter: await installJupyterLab(), browser: await installChromium() };
}

async function installJupyterLab(): Promise<string> {
  const directory = cacheDirectory(JUPYTERLAB.replace("==", "-"));
  const jupyter = join(directory, "bin", "jupyter");
  // Written last, so an installation that was cut short begins again.
  const mark = join(directory, "installed");
  if (await exists(mark)) return jupyter;
  console.log(`Installing ${JUPYTERLAB} into ${directory}`);
  const advice = "it takes Python 3.10 or later with venv and pip, and a package index";
  await runProgram("python3", ["-m", "venv", "--clear", directory], { advice });
  await runProgram(join(directory, "bin", "pip"), ["install", "--quiet", JUPYTERLAB], { advice });
  await Deno.writeTextFile(mark, "");
  return jupyter;
}
