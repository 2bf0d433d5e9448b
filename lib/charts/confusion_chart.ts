// Which digit is taken for which: the confusion matrix as a table of colored counts.

import * as Plot from "@observablehq/plot";
import { type Chart, plot } from "./chart.ts";
import { assertNotEmpty } from "./drawable.ts";
import { counted, percent, thousands } from "./format.ts";
import { GRID_COLOR, GRID_OPACITY, highlight, MUTED_TEXT, ON_COLOR, RARE } from "./theme.ts";

/** Of the cells of right answers. */
const DIAGONAL_OPACITY = 0.1;

/**
 * Draws a confusion matrix: a row for each true class, a column for each answer.
 *
 * Right answers are a hundred times as many as any mistake, so they stand in grey and only mistakes
 * are colored, the most frequent one fully. At the right of each row: which share of that class was
 * recognized (its recall).
 *
 * @param confusion Counts, [true class][answer].
 * @param options `names` of the classes, their numbers by default.
 * @throws {RangeError} If it is empty or not as wide as it is high, if a count is none, or if there are not
 * as many names as classes.
 *
 * @example
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { confusionChart } from "./confusion_chart.ts";
 *
 * const chart = confusionChart([[90, 10], [5, 95]]);
 * assertStringIncludes(`${chart}`, "0 taken for 1: 10 times");
 * ```
 */
export function confusionChart(
  confusion: readonly (readonly number[])[],
  { names = confusion.map((_, i) => String(i)) }: { names?: readonly string[] } = {},
): Chart {
  checkConfusion(confusion, names);
  const cells = confusion.flatMap((row, i) =>
    row.map((count, j) => ({ truth: names[i], answer: names[j], count, wrong: i !== j }))
  );
  const mistakes = cells.filter(({ wrong, count }) => wrong && count > 0)
    .sort((a, b) => b.count - a.count);
  const max = mistakes[0]?.count ?? 1;
  // The square root lets mistakes that happened once be seen beside one that happened forty times.
  const strength = (count: number) => Math.sqrt(count / max);
  const recalls = confusion.map((row, i) => ({
    truth: names[i],
    recall: row[i] / row.reduce((sum, count) => sum + count, 0),
  })).filter(({ recall }) => !Number.isNaN(recall));
  const frame = { stroke: GRID_COLOR, strokeOpacity: GRID_OPACITY };
  return plot({
    width: 560,
    height: 70 + 30 * names.length,
    marginTop: 48,
    marginBottom: 22,
    marginLeft: 62,
    marginRight: 86,
    x: {
      type: "band",
      domain: names,
      axis: "top",
      label: "answer of the network",
      tickSize: 0,
      labelAnchor: "center",
      padding: 0,
    },
    y: { type: "band", domain: names, label: "true", tickSize: 0, padding: 0 },
    marks: [
      Plot.cell(cells, { x: "answer", y: "truth", fill: "none", ...frame }),
      Plot.cell(cells.filter(({ wrong }) => !wrong), {
        x: "answer",
        y: "truth",
        fill: GRID_COLOR,
        fillOpacity: DIAGONAL_OPACITY,
      }),
      Plot.cell(mistakes, { x: "answer", y: "truth", fill: RARE, ...frame }),
      Plot.cell(mistakes, {
        x: "answer",
        y: "truth",
        fill: highlight.fill,
        fillOpacity: ({ count }) => strength(count),
        ...frame,
      }),
      Plot.text(cells.filter(({ count }) => count > 0), {
        x: "answer",
        y: "truth",
        text: ({ count }) => thousands(count),
        fill: ({ wrong }) => wrong ? ON_COLOR : MUTED_TEXT,
      }),
      Plot.text(recalls, {
        y: "truth",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 10,
        text: ({ recall }) => percent(recall, 1),
      }),
    ],
  }, {
    text: mistakes.slice(0, 10)
      .map(({ truth, answer, count }) => `${truth} taken for ${answer}: ${counted(count, "time")}`)
      .join("\n"),
    draw(add) {
      add("text", { x: 560 - 76, y: 40, "text-anchor": "start", fill: MUTED_TEXT }, "recognized");
    },
  });
}

function checkConfusion(
  confusion: readonly (readonly number[])[],
  names: readonly string[],
): void {
  const to = "draw a confusion matrix";
  assertNotEmpty(confusion, { to, what: "class" });
  if (names.length !== confusion.length) {
    throw new RangeError(
      `Cannot ${to}: found ${names.length} names but ${confusion.length} classes, each of which needs one`,
    );
  }
  for (const [i, row] of confusion.entries()) {
    if (row.length !== confusion.length) {
      throw new RangeError(
        `Cannot ${to}: row ${i} has ${row.length} counts ` +
          `but there are ${confusion.length} rows, and it must be square`,
      );
    }
    const wrong = row.findIndex((count) => !(Number.isSafeInteger(count) && count >= 0));
    if (wrong !== -1) {
      throw new RangeError(
        `Cannot ${to}: count ${wrong} of row ${i} is ${
          row[wrong]
        } but must be an integer of at least 0`,
      );
    }
  }
}
