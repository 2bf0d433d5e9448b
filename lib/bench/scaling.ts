// How the time for an image depends on the batch, on the width of the network and on the threads.

import { bestSpeeds, median, type ScalingCurve, type TrainingSpeeds } from "./benchmark.ts";
import { type Contestant, race, type RoundOptions } from "./rounds.ts";
import { denseWork, type Work } from "./works.ts";

/** Seconds of a slice: there are many points. */
const SLICE = 0.15;

/** How much slower than the fastest somebody may be to be worth the wait. */
const SLOWEST = 100;

/** The networks whose time is measured, one of their settings after the other. */
const sweeps: readonly {
  readonly by: "batch size" | "width";
  readonly network: string;
  readonly xs: readonly number[];
  workOf(x: number): Work;
}[] = [
  {
    by: "batch size",
    network: "784-256-128-10 ReLU",
    xs: [1, 4, 16, 32, 64, 128, 256, 512],
    workOf: (batchSize) => denseWork({ widths: [256, 128], batchSize }),
  },
  {
    by: "width",
    network: "784-width-width-10 ReLU, batches of 128",
    xs: [32, 64, 128, 256, 512, 1024],
    workOf: (width) => denseWork({ widths: [width, width], batchSize: 128 }),
  },
];

/**
 * Times the same network in batches of several sizes, and networks of several widths.
 *
 * @param peers Who trains.
 * @returns Curves by batch size and by width, one for each peer that could do all points.
 */
export async function measureScaling(
  peers: readonly Contestant[],
  { onProgress = () => {}, ...options }: RoundOptions,
): Promise<ScalingCurve[]> {
  const curves: ScalingCurve[] = [];
  for (const { by, network, xs, workOf } of sweeps) {
    const trainings: TrainingSpeeds[] = [];
    for (const x of xs) {
      const told = (text: string) => onProgress(`${by} ${x}, ${text}`);
      trainings.push(
        await race({ ...workOf(x), slice: SLICE }, peers, { ...options, onProgress: told }),
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

/** For each engine that was told its threads, how the trainings depend on their number. */
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
 * Of each engine the contestant that was fastest in a training, with that number of threads; nobody
 * who was a hundred times slower than the fastest of all.
 */
export function fastestOfEach(
  training: Pick<TrainingSpeeds, "peers">,
  contestants: readonly Contestant[],
): Contestant[] {
  const speeds = bestSpeeds(training);
  const chosen = speeds.filter(({ engine, rate }, i) =>
    rate * SLOWEST >= speeds[0].rate && speeds.findIndex((speed) => speed.engine === engine) === i
  );
  return chosen.flatMap(({ engine, version, threads }) =>
    contestants.find((other) =>
      other.engine === engine && other.version === version && other.threads === threads
    ) ?? []
  );
}

/** Of one image, at the median of some rates. */
function microseconds(rates: readonly number[]): number {
  return Number((1e6 / median(rates)).toPrecision(4));
}
