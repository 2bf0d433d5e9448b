// The race in tables and in a chart.

import { type Curve, curveChart } from "../../charts/curve_chart.ts";
import type { Chart } from "../../charts/chart.ts";
import { percent, thousands } from "../../charts/format.ts";
import type { Output } from "../../charts/output.ts";
import { type Cell, table } from "../../charts/table.ts";
import { mean } from "../../stats/mod.ts";
import { isOurs } from "../benchmark.ts";
import { firstToReach, GOALS, type RaceResult } from "./race.ts";
import type { RaceTrial } from "./search.ts";

/** A line for each recipe, engine and number of threads. */
export function raceTable(results: readonly RaceResult[]): Output {
  return table(
    results.map(({ recipe, label, accuracies, accuracy, allIn, training }) => ({
      recipe: recipe.title,
      "trained by": label,
      seeds: accuracies.length,
      "test accuracy": accuracy,
      "seconds, all in": allIn,
      "from the first step": training,
    })),
    { format: { "test accuracy": (value) => percent(value), ...secondsColumns } },
  );
}

const secondsColumns = { "seconds, all in": seconds, "from the first step": seconds };

/**
 * A line for each engine and number of threads: the seconds to each accuracy, all in, and in brackets those
 * from the first step.
 */
export function goalTable(results: readonly RaceResult[]): Output {
  return table(
    entries(results).map(([label, own]) => {
      const row: { [heading: string]: Cell } = { "trained by": label };
      for (const goal of GOALS) {
        const found = firstToReach(own, { goal });
        row[`to ${percent(goal, goal === 0.995 ? 1 : 0)}`] = found
          ? `${seconds(found.allIn)} s (${seconds(found.training)} s)`
          : undefined;
      }
      return row;
    }),
    { note: "All in, from the start of the process; in brackets from the first step." },
  );
}

/**
 * Accuracy against seconds, all in, a line for each engine and number of threads over the recipes that were
 * chosen here; recipes of others are points in the colors of the lines.
 */
export function raceChart(results: readonly RaceResult[]): Chart {
  const own = results.filter(({ recipe }) => recipe.goal !== null);
  const foreign = results.filter(({ recipe }) => recipe.goal === null);
  const lines = entries(own).map(([name, found], i): Curve => ({
    name,
    color: i,
    dashed: !isOurs(found[0]),
    points: pointsOf(found),
  }));
  const points = foreign.map((result, i): Curve => ({
    // In the color of its line; one name is enough for all of a recipe, and leaves room for the chart.
    name: foreign.findIndex(({ recipe }) => recipe === result.recipe) === i
      ? result.recipe.name
      : "",
    color: Math.max(lines.findIndex(({ name }) => name === result.label), 0),
    points: pointsOf([result]),
  }));
  return curveChart([...lines, ...points], {
    x: "seconds from the start of the process",
    y: "test accuracy",
    xScale: "log",
    percent: true,
    dots: true,
    height: 380,
    marks: GOALS.map((value) => ({ value, label: percent(value, value === 0.995 ? 1 : 0) })),
  });
}

/** What was tried: for which accuracy, what came out on the images held out, and what it took. */
export function searchTable(trials: readonly RaceTrial[]): Output {
  return table(
    trials.map(({ title, goal, images, recipe, accuracies, seconds }) => ({
      for: percent(goal, goal === 0.995 ? 1 : 0),
      tried: title,
      "images seen": thousands(images * recipe.epochs),
      "held out": mean(accuracies),
      "seeds apart": Math.max(...accuracies) - Math.min(...accuracies),
      "seconds, one thread": seconds,
    })),
    {
      format: {
        "held out": (value) => percent(value),
        "seeds apart": (value) => percent(value),
        "seconds, one thread": seconds,
      },
    },
  );
}

/** The results of each engine and number of threads, under its label. */
function entries(results: readonly RaceResult[]): [label: string, results: RaceResult[]][] {
  return [...Map.groupBy(results, ({ label }) => label)];
}

function pointsOf(results: readonly RaceResult[]): [number, number][] {
  return results.map(({ allIn, accuracy }): [number, number] => [allIn, accuracy])
    .sort(([a], [b]) => a - b);
}

function seconds(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
