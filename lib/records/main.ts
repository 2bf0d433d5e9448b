// The records room from the command line: brings the README up to date, and compares records.

import { runCommand, UsageError } from "../system/command_line.ts";
import { didYouMean } from "../system/did_you_mean.ts";
import { compareDirectories } from "./compare_records.ts";
import { writeResults } from "./readme_table.ts";
import { recordsDirectory } from "./record_files.ts";

const USAGE = `Usage: deno run -A lib/records/main.ts COMMAND

  readme                  Writes the results of data/records into README.md and its picture
  compare BEFORE [AFTER]  Checks that the records of directory AFTER (data/records unless given)
                          were trained to the same weights as those of directory BEFORE, and says
                          of each that was not why: other data, another recipe, another rounding,
                          another version of kernels and functions, or a training that went
                          another way`;

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: readonly string[]): Promise<number> {
  return await runCommand(args, {
    usage: USAGE,
    options: {},
    async run({ positionals: [command, ...paths] }) {
      if (command === "readme" && paths.length === 0) return await updateReadme();
      if (command === "compare" && (paths.length === 1 || paths.length === 2)) {
        return await compare(paths[0], paths[1] ?? recordsDirectory);
      }
      throw new UsageError(
        command === "readme" || command === "compare"
          ? `Cannot ${command}: found ${paths.length} directories but ` +
            (command === "readme" ? "it takes none" : "it takes one or two")
          : `Cannot run the command ${command ?? "without a name"}: known are readme, compare` +
            didYouMean(command ?? "", ["readme", "compare"]),
      );
    },
  });
}

async function updateReadme(): Promise<number> {
  const changed = await writeResults();
  console.log(changed.map((path) => `wrote ${path}`).join("\n") || "nothing to change");
  return 0;
}

/** 0 if all records were repeated, 1 if not. */
async function compare(before: string, after: string): Promise<number> {
  const { lines, same } = await compareDirectories(before, after);
  console.log(lines.join("\n"));
  return same ? 0 : 1;
}
