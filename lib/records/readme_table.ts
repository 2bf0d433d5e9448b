// The results in the README: a table and a picture, written from the records and from nothing else.

import { dirname, fromFileUrl, join, relative } from "@std/path";
import { writeFileAtomic } from "../system/write_file_atomic.ts";
import { percent, thousands } from "../charts/format.ts";
import { duration } from "../system/duration.ts";
import { accuracyChart } from "./accuracy_chart.ts";
import { meanAccuracy } from "./comparisons.ts";
import { inOrder, likeForLike } from "./like_for_like.ts";
import type { TrainingRecord, TrainingRun } from "./record.ts";
import { readRecords, recordsDirectory } from "./record_files.ts";
import { isPublished } from "./recorded_dataset.ts";
import { type Cell, table } from "../charts/table.ts";

/** The five generations of the story, and world class. */
const LAST_GENERATION = 6;

const LADDER_NOTE =
  "Each figure of ours is the mean over the seeds with the 95 % interval of that mean, read once after " +
  "the last epoch. The document read its accuracy on the first 1,000 test images; on all 10,000 it is that " +
  "of the weights it published. World class is 99.7 %, a mark that one of the documents sets. The time is " +
  "that of the median seed (of an even number, the faster of the two in the middle) on two processors, " +
  "mostly with another seed on the second; some seeds had both.";

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
    ...generations(records).length === 0
      ? []
      : [[picture, accuracyChart(generations(records)).svg + "\n"] as const],
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
 * @param records With no generation among them the place is left empty.
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
  const ladder = generations(records);
  const results = ladder.length === 0 ? "\n" : [
    "",
    "<!-- deno-fmt-ignore-start -->",
    ladderTable(ladder).trimEnd(),
    LADDER_NOTE,
    `![Accuracy of each generation on the test images with its 95 % interval, ours and the ` +
    `document's](${picture})`,
    "<!-- deno-fmt-ignore-end -->",
    "",
  ].join("\n\n");
  return readme.slice(0, from + START.length) + results + readme.slice(to);
}

/** The rows that the README shows; the report has all of them. */
function generations(records: readonly TrainingRecord[]): TrainingRecord[] {
  return inOrder(records.filter(({ title }) => parseInt(title) <= LAST_GENERATION));
}

/** The generations as a Markdown table: ours and the document's on its first test images and on all. */
function ladderTable(records: readonly TrainingRecord[]): string {
  return table(records.map((record) => {
    const { reference, dataset: { firstTestImages = 0, testImages }, runs } = record;
    const { accuracy, publishedWeightsAccuracy, images } = reference;
    const first = `first ${thousands(firstTestImages)}`;
    const all = `all ${thousands(testImages)}`;
    return {
      generation: linkTo(record, "notebooks/"),
      weights: thousands(record.parameters),
      [`document, ${first}`]: images === firstTestImages && accuracy !== null
        ? percent(accuracy, 1)
        : null,
      [`ours, ${first}`]: firstAccuracy(runs),
      [`document, ${all}`]: publishedWeightsAccuracy === undefined
        ? null
        : percent(publishedWeightsAccuracy),
      [`ours, ${all}`]: meanAccuracy(runs.map((run) => run.testAccuracy)),
      seeds: runs.length,
      "time a seed": timeOf(runs),
    };
  })).media["text/markdown"];
}

/** On the first test images, where they were read. */
function firstAccuracy(runs: readonly TrainingRun[]): string | null {
  const found = runs.flatMap(({ firstTestAccuracy = [] }) => firstTestAccuracy);
  return found.length === 0 ? null : meanAccuracy(found);
}

/** The median, of an even number the lower: a seed that trained on a busy machine does not count. */
function timeOf(runs: readonly TrainingRun[]): string {
  const sorted = runs.map(({ seconds }) => seconds).toSorted((a, b) => a - b);
  return duration(sorted[Math.ceil(sorted.length / 2) - 1]);
}

function linkTo({ title, notebook }: TrainingRecord, notebooks: string): Cell {
  return notebook === undefined ? title : { text: title, address: `${notebooks}${notebook}` };
}

/**
 * All records as a Markdown table, one row each: ours beside the document's on the same kind of images,
 * and ours on all test images.
 *
 * @param options `notebooks`: the path of the notebooks as seen from the text, for its links.
 */
export function resultsTable(
  records: readonly TrainingRecord[],
  { notebooks = "notebooks/" }: { notebooks?: string } = {},
): string {
  return table(
    inOrder(records).map((record) => {
      const { document, ours, readOn } = likeForLike(record);
      const { reference: { accuracy, mark, readOn: said }, runs, dataset } = record;
      return {
        system: linkTo(record, notebooks),
        network: record.network,
        "document": document !== undefined
          ? percent(document.accuracy, 1)
          : mark === true && accuracy !== null
          ? `aim: ${percent(accuracy, 1)}, ${said}`
          : `– (${said})`,
        "read on": document === undefined ? null : readOn,
        "ours, on such images": document === undefined ? null : meanAccuracy(ours),
        "ours, all test images": meanAccuracy(runs.map((run) => run.testAccuracy)) +
          (dataset.testImages === records[0].dataset.testImages
            ? ""
            : ` of ${thousands(dataset.testImages)}`),
        seeds: runs.length,
        "time a seed": timeOf(runs),
      };
    }),
  ).media["text/markdown"];
}
