// How many times as fast ours are as each peer: bars to the right of 1, or to the left.

import * as Plot from "@observablehq/plot";
import { axisTicks, grid } from "../charts/axes.ts";
import { type Chart, plot } from "../charts/chart.ts";
import { fitText, isDrawable } from "../charts/drawable.ts";
import { CHART_WIDTH, INK, paletteColor, textWidth } from "../charts/theme.ts";
import { bestSpeeds, isOurs, speedRatio, type TrainingSpeeds } from "./benchmark.ts";
import { times } from "./benchmark_tables.ts";

/** Pixels of one bar and of the space between two peers. */
const BAR = 18;
const GAP = 10;

/**
 * Draws how many times as fast ours are as each peer in one training. The axis is logarithmic: as far to
 * the right of 1 as twice as fast is to the left of it as half as fast.
 *
 * @param training All rounds of it.
 * @throws {RangeError} If there is no peer to compare with, none of ours, or a ratio is no number.
 */
export function ratioChart(
  training: Pick<TrainingSpeeds, "peers" | "title">,
  { width = CHART_WIDTH }: { width?: number } = {},
): Chart {
  const speeds = bestSpeeds(training);
  const ours = speeds.filter(isOurs);
  const peers = speeds.filter((speed) => !isOurs(speed));
  if (ours.length === 0 || peers.length === 0) {
    throw new RangeError(
      `Cannot draw ratios for ${training.title}: found ${ours.length} of ours and ${peers.length} ` +
        "peers but at least one of each is needed; measure again with the peers installed",
    );
  }
  // Always in the same order, and so in the same colors, whichever of ours is faster.
  const names = ours.map(({ label }) => label).sort().reverse();
  const bars = peers.flatMap((peer) =>
    names.map((name, i) => {
      const own = ours.find(({ label }) => label === name)!;
      const ratio = speedRatio(own, peer);
      return { peer: peer.label, name: shortName(name), ratio, color: paletteColor(i) };
    })
  );
  for (const { name, peer, ratio } of bars) {
    if (ratio > 0 && isDrawable(ratio)) continue;
    throw new RangeError(
      `Cannot draw ratios for ${training.title}: ${name} is ${ratio} times as fast as ${peer} ` +
        "but it must be a number greater than 0; measure again",
    );
  }
  const ratios = bars.map(({ ratio }) => ratio);
  const domain = [Math.min(0.8, ...ratios), Math.max(1.25, ...ratios)];
  const ticks = ratioTicks(domain);
  const fit = (label: string) => fitText(label, 0.45 * width);
  return plot({
    width,
    height: 68 + peers.length * (names.length * BAR + GAP),
    marginLeft: 12 + Math.max(...peers.map(({ label }) => textWidth(fit(label)))),
    marginRight: 20 + Math.max(...bars.map(({ ratio, name }) => textWidth(labelOf(ratio, name)))),
    x: {
      type: "log",
      domain,
      ...ticks,
      tickFormat: (ratio: number) => `${ratio} ×`,
      label: "times as fast as the peer",
      labelAnchor: "center",
    },
    fy: {
      domain: peers.map(({ label }) => label),
      tickFormat: fit,
      label: null,
      padding: 0.2,
      axis: "left",
    },
    y: { type: "band", domain: names.map(shortName), axis: null, padding: 0.05 },
    marks: [
      grid("x", ticks),
      Plot.barX(bars, {
        fy: "peer",
        y: "name",
        x1: 1,
        x2: "ratio",
        fill: ({ color }) => color.fill,
      }),
      Plot.text(bars, {
        fy: "peer",
        y: "name",
        x: ({ ratio }) => Math.max(1, ratio),
        text: ({ ratio, name }) => labelOf(ratio, name),
        fill: ({ color }) => color.text,
        textAnchor: "start",
        dx: 5,
      }),
      Plot.ruleX([1], { stroke: INK }),
    ],
  }, {
    text: bars.map(({ name, ratio, peer }) => `${name} is ${times(ratio)} as fast as ${peer}`)
      .join("\n"),
  });
}

/** Where peers are much the same, the powers of ten and three times these would be too few ticks. */
function ratioTicks(domain: readonly number[]): { ticks: number | number[] } {
  const [low, high] = domain;
  if (high / low > 10) return axisTicks(domain, { log: true });
  const ticks = [0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 4, 5, 7];
  return { ticks: ticks.filter((ratio) => ratio >= low && ratio <= high) };
}

function shortName(label: string): string {
  return label.replace("ours, ", "");
}

function labelOf(ratio: number, name: string): string {
  return `${times(ratio)} ${name}`;
}
