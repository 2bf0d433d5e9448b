// The command line of the site: writes all notebooks as pages.

import { basename, fromFileUrl, join, relative } from "@std/path";
import { selectNotebooks } from "../jupyter/mod.ts";
import { resolveArgument, runCommand, UsageError } from "../system/command_line.ts";
import { playLink, publishedTrainings, trainingPanels, trainingScripts } from "../play/mod.ts";
import { writeSite } from "./site.ts";

const USAGE = `Usage: deno task report [--output=DIRECTORY]

  Writes all notebooks as a site that needs no network into DIRECTORY, "site" by default`;

const ROOT = fromFileUrl(new URL("../..", import.meta.url));

if (import.meta.main) {
  Deno.exit(
    await runCommand(Deno.args, {
      usage: USAGE,
      options: { output: { type: "string" } },
      maxArguments: 0,
      async run({ values: { output } }) {
        if (output === "") throw new UsageError("Cannot write a site: --output must name a folder");
        await report(output === undefined ? join(ROOT, "site") : resolveArgument(output));
        return 0;
      },
    }),
  );
}

async function report(output: string): Promise<void> {
  const directory = join(ROOT, "notebooks");
  const names = (await Array.fromAsync(Deno.readDir(directory), (entry) => entry.name))
    .filter((name) => name.endsWith(".ipynb"))
    .map((name) => basename(name, ".ipynb"));
  const notebooks = selectNotebooks(names, []).map((name) => join(directory, `${name}.ipynb`));
  const trainings = await publishedTrainings();
  const { endings, page } = await trainingPanels(trainings);
  const pages = await writeSite({
    notebooks,
    readme: join(ROOT, "README.md"),
    output,
    endings,
    pages: [page],
    commentLink: (comment, path) =>
      playLink(comment, { notebook: basename(path, ".ipynb"), trainings }),
    scripts: await trainingScripts(),
  });
  console.log(`Wrote ${pages.length} pages; open ${relative(Deno.cwd(), pages[0])}`);
}
