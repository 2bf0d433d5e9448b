// `deno task test:report`: reads the report in every browser that can be had here, as its readers do.

import { fromFileUrl, join } from "@std/path";
import { explain, runCommand, UserError } from "../../lib/system/command_line.ts";
import { denoProgram } from "../../lib/system/run_deno.ts";
import { startChromium } from "../browsers/devtools.ts";
import type { Driver } from "../browsers/driver.ts";
import { startFirefox } from "../browsers/firefox.ts";
import { installChromium, installFirefox, installWebKit } from "../browsers/install.ts";
import { startWebKit } from "../browsers/webkit.ts";
import { visit } from "./visit.ts";

const USAGE = `Usage: deno task test:report [OPTION...] [NAME...]

Writes the report and reads it in browsers, from a folder: trains generation 1 and compares its weights with
the published ones, draws, saves, loads and drops files, by the keyboard alone. What is missing is installed
where that can be done; what cannot is named.

  NAME               A browser: Chromium, Firefox or WebKitGTK; all unless told
  --short            Does not wait for the end of the training
  --pictures=FOLDER  Writes pictures of the play page, wide and narrow, to be looked at`;

const browsers: Readonly<Record<string, () => Promise<Driver>>> = {
  Chromium: async () => await startChromium(await installChromium()),
  Firefox: async () => await startFirefox(await installFirefox()),
  WebKitGTK: async () => await startWebKit(await installWebKit()),
};

/** Writes the whole report, as its command does. */
async function writeReport(folder: string): Promise<void> {
  const main = fromFileUrl(new URL("../../lib/site/main.ts", import.meta.url));
  const { success } = await new Deno.Command(denoProgram(), {
    args: ["run", "-A", "--frozen", main, `--output=${folder}`],
  }).spawn().status;
  if (!success) throw new Error("Cannot write the report: its command failed");
}

async function run(
  names: readonly string[],
  { short = false, pictures }: { short?: boolean; pictures?: string },
) {
  const unknown = names.find((name) => !Object.hasOwn(browsers, name));
  if (unknown !== undefined) {
    const known = Object.keys(browsers).join(", ");
    throw new UserError(`Cannot find the browser ${unknown}: known are ${known}`);
  }
  if (pictures !== undefined) await Deno.mkdir(pictures, { recursive: true });
  const scratch = await Deno.makeTempDir({ prefix: "report-" });
  const leftOut: string[] = [];
  let failed = 0;
  try {
    const folder = join(scratch, "site");
    await writeReport(folder);
    for (const name of names.length > 0 ? names : Object.keys(browsers)) {
      let driver: Driver;
      try {
        driver = await browsers[name]();
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        leftOut.push(`${name}: ${error.message}`);
        continue;
      }
      await using browser = driver;
      console.log(`${name} ${browser.version}`);
      let current = "";
      try {
        await visit(browser, {
          folder,
          scratch,
          short,
          pictures,
          async step(name, act) {
            current = name;
            const begin = performance.now();
            await act();
            console.log(`  ${name}: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
          },
        });
      } catch (error) {
        failed++;
        console.log(`  FAILED: ${current}: ${explain(error)}`);
      }
    }
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
  for (const reason of leftOut) console.log(`Left out ${reason}`);
  console.log(`${failed} failed, ${leftOut.length} left out`);
  return failed > 0 ? 1 : 0;
}

Deno.exit(
  await runCommand(Deno.args, {
    usage: USAGE,
    options: { short: { type: "boolean" }, pictures: { type: "string" } },
    run: ({ values, positionals }) => run(positionals, values),
  }),
);
