// The report room from the command line: brings the README up to date, and compares records.

import { compareWeights } from "./record.ts";
import { readRecords, recordsDirectory } from "./record_files.ts";
import { writeResults } from "./readme_table.ts";

const usage = `deno run -A lib/records/main.ts COMMAND

  readme                  write the results of data/records into README.md and its picture
  compare BEFORE [AFTER]  check that the records of directory AFTER (data/records unless given)
                          were trained to the same weights as those of directory BEFORE`;

/**
 * Checks that every record of a directory was repeated to the bit.
 *
 * @param before The directory of the records to hold the others against.
 * @param after The directory of the repetition.
 * @returns A line for each record, and whether all are the same.
 */
export async function compareDirectories(
  before: string,
  after: string,
): Promise<{ lines: string[]; same: boolean }> {
  const [first, second] = await Promise.all(
    [before, after].map((directory) => readRecords({ directory })),
  );
  const again = new Map(second.map((record) => [record.name, record]));
  let same = first.length > 0;
  const lines = first.map((record) => {
    const found = again.get(record.name);
    const weights = compareWeights(record, found ?? { runs: [] });
    if (weights.different.length + weights.missing.length === 0) {
      return `${record.name}: same weights for all ${weights.same.length} seeds`;
    }
    same = false;
    if (found === undefined) return `${record.name}: not there`;
    return [
      `${record.name}: same weights for ${weights.same.length} of ${record.runs.length} seeds`,
      ...weights.different.map((seed) => `seed ${seed} differs`),
      ...weights.missing.map((seed) => `seed ${seed} is missing`),
    ].join(", ");
  });
  return { lines: first.length > 0 ? lines : [`no records in ${before}`], same };
}

async function main([command, ...paths]: string[]): Promise<number> {
  if (command === "readme" && paths.length === 0) {
    const changed = await writeResults();
    console.log(changed.map((path) => `wrote ${path}`).join("\n") || "nothing to change");
    return 0;
  }
  if (command === "compare" && (paths.length === 1 || paths.length === 2)) {
    const { lines, same } = await compareDirectories(paths[0], paths[1] ?? recordsDirectory);
    console.log(lines.join("\n"));
    return same ? 0 : 1;
  }
  console.error(usage);
  return 2;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
