// How the time for an image depends on the batch, on the width of the network and on the threads.

import { median } from "../stats/mod.ts";
import { bestSpeeds, type ScalingCurve, type TrainingSpeeds } from "./benchmark.ts";
import { type Competitor, measure, type RoundOptions } from "./rounds.ts";
import { denseWorkload, type Workload } from "./workloads.ts";

/** Seconds of a slice: there are many points. */
const SLICE = 0.15;

/** How much slower than the fastest somebody may be to be worth the wait. */
const SLOWEST = 100;

/** The networks whose time is measured, one of their settings after the other. */
const sweeps: readonly {
  readonly by: "batch size" | "width";
  readonly network: string;
  readonly xs: readonly number[];
  workloadOf(x: number): Workload;
}[] = [
  {
    by: "batch size",
    network: "784-256-128-10 ReLU",
    xs: [1, 4, 16, 32, 64, 128, 256, 512],
    workloadOf: (batchSize) => denseWorkload({ widths: [256, 128], batchSize }),
  },
  {
    by: "width",
    network: "784-width-width-10 ReLU, batches of 128",
    xs: [32, 64, 128, 256, 512, 1024],
    workloadOf: (width) => denseWorkload({ widths: [width, width], batchSize: 128 }),
  },
];

/**
 * Times the same network in batches of several sizes, and networks of several widths.
 *
 * @param peers Who trains.
 * @returns Curves by batch size and by width, one for each peer that could do all points.
 */
export async function measureScaling(
  peers: readonly Competitor[],
  { onProgress = () => {}, ...options }: RoundOptions,
): Promise<ScalingCurve[]> {
  const curves: ScalingCurve[] = [];
  for (const { by, network, xs, workloadOf } of sweeps) {
    const trainings: TrainingSpeeds[] = [];
    for (const x of xs) {
      const report = (text: string) => onProgress(`${by} ${x}, ${text}`);
      trainings.push(
        await measure({ ...workloadOf(x), slice: SLICE }, peers, {
          ...options,
          onProgress: report,
        }),
      );
    }
    for (const { engine, version, threads } of peers) {
      const points = xs.flatMap((x, i): [number, number][] => {
        const found = trainings[i].peers.find((peer) =>
          peer.engine === engine && peer.version === version && peer.threads === threads
        );
        return found ? [[x, microseconds(found.rates)]] : [];
      });
      if (points.length === xs.length) {
        curves.push({ by, network, engine, version, threads, points });
      }
    }
  }
  return curves;
}

/** For each engine whose threads were set, how the trainings depend on their number. */
export function threadCurves(trainings: readonly TrainingSpeeds[]): ScalingCurve[] {
  return trainings.flatMap(({ title, peers }) => {
    const curves = new Map<string, ScalingCurve & { points: [number, number][] }>();
    for (const { engine, version, threads, rates } of peers) {
      if (threads === null) continue;
      const key = `${engine} ${version}`;
      const curve = curves.get(key) ??
        { by: "threads", network: title, engine, version, threads: null, points: [] };
      curve.points.push([threads, microseconds(rates)]);
      curve.points.sort(([a], [b]) => a - b);
      curves.set(key, curve);
    }
    return [...curves.values()].filter(({ points }) => points.length > 1);
  });
}

/**
 * Of each engine the competitor that was fastest in a training, with that number of threads; nobody
 * who was a hundred times slower than the fastest of all.
 */
export function fastestOfEach(
  training: Pick<TrainingSpeeds, "peers">,
  competitors: readonly Competitor[],
): Competitor[] {
  const speeds = bestSpeeds(training);
  const chosen = speeds.filter(({ engine, rate }, i) =>
    rate * SLOWEST >= speeds[0].rate && speeds.findIndex((speed) => speed.engine === engine) === i
  );
  return chosen.flatMap(({ engine, version, threads }) =>
    competitors.find((other) =>
      other.engine === engine && other.version === version && other.threads === threads
    ) ?? []
  );
}

/** Of one image, at the median of some rates. */
function microseconds(rates: readonly number[]): number {
  return Number((1e6 / median(rates)).toPrecision(4));
}
