// The command line of the site: writes all notebooks as pages.

import { parseArgs } from "@std/cli/parse-args";
import { basename, fromFileUrl, join, relative } from "@std/path";
import { selectNotebooks } from "../jupyter/mod.ts";
import { writeSite } from "./site.ts";

const USAGE = `Usage: main.ts [--output=DIRECTORY]

  Writes all notebooks as a site that needs no network into DIRECTORY, "site" by default`;

const ROOT = fromFileUrl(new URL("../..", import.meta.url));

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: readonly string[]): Promise<number> {
  const unknown: string[] = [];
  const { output } = parseArgs([...args], {
    string: ["output"],
    default: { output: join(ROOT, "site") },
    unknown(argument: string) {
      unknown.push(argument);
    },
  });
  if (unknown.length > 0 || output === "") {
    console.error(USAGE);
    return 2;
  }
  try {
    const directory = join(ROOT, "notebooks");
    const names = (await Array.fromAsync(Deno.readDir(directory), (entry) => entry.name))
      .filter((name) => name.endsWith(".ipynb"))
      .map((name) => basename(name, ".ipynb"));
    const notebooks = selectNotebooks(names, []).map((name) => join(directory, `${name}.ipynb`));
    const pages = await writeSite({ notebooks, readme: join(ROOT, "README.md"), output });
    console.log(`Wrote ${pages.length} pages; open ${relative(Deno.cwd(), pages[0])}`);
    return 0;
  } catch (error) {
    const isExpected = error instanceof SyntaxError || error instanceof TypeError ||
      error instanceof RangeError || error instanceof Deno.errors.NotFound;
    console.error(isExpected ? error.message : error);
    return 1;
  }
}
