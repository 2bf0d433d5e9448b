// `deno task test:jupyterlab`: installs what is missing, then runs the tests in JupyterLab.

import { fromFileUrl } from "@std/path";
import { runCommand } from "../../lib/system/command_line.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { install } from "./install.ts";

const USAGE = `Usage: deno task test:jupyterlab [--install-only]

Runs notebooks in a real JupyterLab, and the pad and all pages in a real browser.

  --install-only  Installs JupyterLab and Chromium where they are missing, and runs nothing`;

/** The tests, which plain `deno test` passes over: they take what only this program installs. */
const files = [
  "in_jupyterlab.ts",
  "pad_in_browser.ts",
  "pages_in_browser.ts",
  "training_in_browser.ts",
]
  .map((name) => fromFileUrl(new URL(name, import.meta.url)));

Deno.exit(
  await runCommand(Deno.args, {
    usage: USAGE,
    options: { "install-only": { type: "boolean" } },
    maxArguments: 0,
    async run({ values }) {
      const { jupyter, browser } = await install();
      console.log(`JupyterLab: ${jupyter}\nBrowser: ${browser}`);
      if (values["install-only"]) return 0;
      const args = ["test", "-A", "--frozen", ...files];
      const { code } = await new Deno.Command(denoProgram(), { args }).spawn().status;
      return code;
    },
  }),
);
