// The results in the README: a table and a picture, written from the records and from nothing else.

import { dirname, fromFileUrl, join, relative } from "@std/path";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import { percent, thousands } from "../charts/format.ts";
import { duration } from "../system/duration.ts";
import { accuracyChart } from "./accuracy_chart.ts";
import { meanAccuracy } from "./comparisons.ts";
import type { TrainingRecord } from "./record.ts";
import { readRecords, recordsDirectory } from "./record_files.ts";
import { isPublished } from "./recorded_dataset.ts";
import { mean } from "../stats/statistics.ts";
import { table } from "../charts/table.ts";

const START = "<!-- results:start -->";
const END = "<!-- results:end -->";

/** The files that hold results. */
export interface ResultFiles {
  /** The project's README.md unless told. */
  readonly readme?: string;
  /** Where the records lie and the picture is put; the project's own directory unless told. */
  readonly directory?: string;
}

/** The results as files should hold them: each path with its text. */
export type ResultTexts = ReadonlyMap<string, string>;

/**
 * What the README and its picture must say, according to the records of published datasets.
 *
 * @throws {SyntaxError} If the README has no place for results.
 * @throws What `readRecords` throws, if a record is malformed.
 */
export async function resultTexts(
  {
    readme = fromFileUrl(new URL("../../README.md", import.meta.url)),
    directory = recordsDirectory,
  }: ResultFiles = {},
): Promise<ResultTexts> {
  const records = (await readRecords({ directory })).filter(isPublished);
  const picture = join(directory, "accuracy.svg");
  const link = relative(dirname(readme), picture).replaceAll("\\", "/");
  const text = withResults(await Deno.readTextFile(readme), records, { picture: link });
  return new Map([
    [readme, text],
    ...records.length === 0 ? [] : [[picture, accuracyChart(records).svg + "\n"] as const],
  ]);
}

/**
 * Brings README and picture to what the records say.
 *
 * @returns The paths of the files that had to change.
 */
export async function writeResults(files: ResultFiles = {}): Promise<string[]> {
  const changed = await outdatedResults(files);
  for (const [path, text] of changed) await writeFileAtomic(path, text);
  return [...changed.keys()];
}

/** The files that do not say what the records say, with what they should say. */
export async function outdatedResults(files: ResultFiles = {}): Promise<ResultTexts> {
  const outdated = new Map<string, string>();
  for (const [path, text] of await resultTexts(files)) {
    const found = await Deno.readTextFile(path).catch(() => undefined);
    if (found !== text) outdated.set(path, text);
  }
  return outdated;
}

/**
 * Puts results between the two comments that mark their place in a README.
 *
 * @param readme The whole text, with `START` and `END` in it once.
 * @param records In the order of the rows; with none the place is left empty.
 * @param options `picture`: the path of the picture as seen from the README.
 * @throws {SyntaxError} If the marks are not there.
 */
export function withResults(
  readme: string,
  records: readonly TrainingRecord[],
  { picture }: { picture: string },
): string {
  const from = readme.indexOf(START);
  const to = readme.indexOf(END);
  if (from === -1 || to < from) {
    throw new SyntaxError(
      `Cannot write results into the README: found no "${START}" followed by "${END}"; ` +
        `put both where the results shall stand`,
    );
  }
  const results = records.length === 0 ? "\n" : [
    "",
    "<!-- deno-fmt-ignore-start -->",
    resultsTable(records).trimEnd(),
    "Document: as it states it, on the images it names. Ours: the mean of the seeds after the last " +
    "epoch, with the 95 % interval of that mean where there are several seeds.",
    `![Test accuracy of each system with its 95 % interval, ours and the document's](${picture})`,
    "<!-- deno-fmt-ignore-end -->",
    "",
  ].join("\n\n");
  return readme.slice(0, from + START.length) + results + readme.slice(to);
}

/**
 * The records as a Markdown table, one row each.
 *
 * @param options `notebooks`: the path of the notebooks as seen from the text, for its links.
 */
export function resultsTable(
  records: readonly TrainingRecord[],
  { notebooks = "notebooks/" }: { notebooks?: string } = {},
): string {
  const heads = headings(records);
  return table(records.map((record) => ({
    system: record.notebook === undefined
      ? record.title
      : { text: record.title, address: `${notebooks}${record.notebook}` },
    network: record.network,
    document: referenceText(record),
    [heads.first]: firstText(record, heads),
    [heads.all]: ourText(record, heads),
    seeds: record.runs.length,
    "time a seed": duration(mean(record.runs.map((run) => run.seconds))),
  }))).media["text/markdown"];
}

function referenceText({ reference: { accuracy, readOn } }: TrainingRecord): string {
  return accuracy === null ? `– (${readOn})` : `${percent(accuracy, 1)} (${readOn})`;
}

/** What accuracies were read on, for the headings, and whether it must stand beside each of them. */
interface Headings {
  readonly first: string;
  readonly all: string;
  readonly vary: boolean;
}

function headings(records: readonly TrainingRecord[]): Headings {
  const [all, ...otherCounts] = new Set(records.map(({ dataset }) => dataset.testImages));
  const [first, ...otherFirst] = new Set(records.map(({ dataset }) => dataset.firstTestImages));
  if (first === undefined || otherCounts.length + otherFirst.length > 0) {
    return { first: "ours, first images", all: "ours, all images", vary: true };
  }
  return {
    first: `ours, first ${thousands(first)}`,
    all: `ours, all ${thousands(all)}`,
    vary: false,
  };
}

function firstText({ dataset, runs }: TrainingRecord, { vary }: Headings): string | null {
  if (dataset.firstTestImages === undefined) return null;
  const accuracy = percent(mean(runs.map((run) => run.firstTestAccuracy!)));
  return vary ? `${accuracy} of ${thousands(dataset.firstTestImages)}` : accuracy;
}

function ourText({ dataset, runs }: TrainingRecord, { vary }: Headings): string {
  const accuracy = meanAccuracy(runs.map((run) => run.testAccuracy));
  return vary ? `${accuracy} of ${thousands(dataset.testImages)}` : accuracy;
}
