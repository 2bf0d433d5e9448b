// Peers in turn: every one trains for a moment, then the next one, round after round.

import { engineLabel, type Missing, type PeerSpeed, type TrainingSpeeds } from "./benchmark.ts";
import type { Request, Slice } from "./protocol.ts";
import type { Workload } from "./workloads.ts";

/** Something that trains when asked, with one of its engines and a number of threads. */
export interface Competitor {
  readonly engine: string;
  readonly version: string;
  readonly threads: number | null;
  train(request: Request, options: { limit: number }): Promise<Slice>;
}

/** How long to measure. */
export interface RoundOptions {
  readonly rounds: number;
  /** Called with who trains next. */
  readonly onProgress?: (text: string) => void;
  /** Ends the measurement. */
  readonly signal?: AbortSignal;
}

/** Seconds that a peer may take beyond its slice: to build a network, and to finish a batch. */
const LIMIT = 10;

/** Milliseconds before a slice: threads that wait for more work look out for it that long. */
const PAUSE = 30;

/**
 * Lets peers train the same network and takes their times.
 *
 * Each builds the network and trains until its code is compiled and its memory is there; that does not
 * count. Then come the rounds, and every second one goes backwards, so that nobody is always after the
 * same neighbour.
 *
 * @param workload What they train.
 * @param peers Who trains.
 * @returns The rates of all who could, and who could not.
 * @throws The reason of the signal, when that aborts.
 */
export async function measure(
  workload: Workload,
  peers: readonly Competitor[],
  { rounds, onProgress = () => {}, signal }: RoundOptions,
): Promise<TrainingSpeeds> {
  const { name, title, slice: seconds } = workload;
  const missing: Missing[] = [];
  const rates = new Map<Competitor, number[]>();
  const train = async (peer: Competitor, build?: Workload): Promise<number | undefined> => {
    const { engine, version } = peer;
    try {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      const request: Request = { engine, name, seconds, ...build && { workload: build } };
      const slice = await peer.train(request, { limit: LIMIT + seconds });
      return Number((slice.images / slice.seconds).toPrecision(5));
    } catch (error) {
      signal?.throwIfAborted();
      rates.delete(peer);
      missing.push({ engine: engineLabel({ engine, version }), reason: (error as Error).message });
    }
  };
  for (const peer of peers) {
    onProgress(`warming up: ${engineLabel(peer)}`);
    if (await train(peer, workload) !== undefined) rates.set(peer, []);
  }
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? [...rates.keys()] : [...rates.keys()].reverse();
    for (const peer of order) {
      onProgress(`round ${round + 1} of ${rounds}: ${engineLabel(peer)}`);
      const rate = await train(peer);
      if (rate !== undefined) rates.get(peer)!.push(rate);
    }
  }
  const speeds = [...rates].map(([{ engine, version, threads }, rates]): PeerSpeed => ({
    engine,
    version,
    threads,
    rates,
  }));
  // With another number of threads it may have gone well.
  const found = speeds.map(engineLabel);
  const lost = withoutRepeats(missing).filter(({ engine }) => !found.includes(engine));
  return { name, title, peers: speeds, missing: lost };
}

/** One of a kind: with another number of threads a peer is missing for the same reason. */
export function withoutRepeats(missing: readonly Missing[]): Missing[] {
  return [...new Map(missing.map((peer) => [peer.engine, peer])).values()];
}
