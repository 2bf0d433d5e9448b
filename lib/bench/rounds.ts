// Peers in turn: every one trains for a moment, then the next one, round after round.

import type { PeerSpeed, TrainingSpeeds } from "../report/mod.ts";
import type { Request, Slice } from "./protocol.ts";
import type { Work } from "./works.ts";

/** Something that trains when asked, with one of its engines and a number of threads. */
export interface Contestant {
  readonly engine: string;
  readonly version: string;
  readonly threads: number | null;
  train(request: Request, options: { limit: number }): Promise<Slice>;
}

/** How long to measure. */
export interface RoundOptions {
  readonly rounds: number;
  /** Multiplies the time of every slice: 1 for what the work says. */
  readonly patience?: number;
  /** Called before each round, and with whoever cannot do the work. */
  readonly onProgress?: (text: string) => void;
}

/** Seconds until a peer must have built a network and trained on its first batches. */
const FIRST_LIMIT = 10;

/**
 * Lets peers do the same work and takes their times.
 *
 * Each builds the network and trains until its code is compiled and its memory is there; that does not
 * count. Then come the rounds, and every second one goes backwards, so that nobody is always after the
 * same neighbour.
 *
 * @param work What they train.
 * @param peers Who trains.
 * @returns The rates of all who could, and who could not.
 */
export async function race(
  work: Work,
  peers: readonly Contestant[],
  { rounds, patience = 1, onProgress = () => {} }: RoundOptions,
): Promise<TrainingSpeeds> {
  const { name, title } = work;
  const seconds = patience * work.slice;
  const missing: { engine: string; reason: string }[] = [];
  const rates = new Map<Contestant, number[]>();
  const leave = (peer: Contestant, error: unknown) => {
    rates.delete(peer);
    const engine = `${peer.engine} ${peer.version}`;
    const reason = (error as Error).message;
    onProgress(`  without ${engine}: ${reason}`);
    if (!missing.some((other) => other.engine === engine)) missing.push({ engine, reason });
  };
  for (const [i, peer] of peers.entries()) {
    onProgress(`  warming up ${i + 1} of ${peers.length}: ${peer.engine} ${peer.version}`);
    try {
      const { engine } = peer;
      await peer.train({ engine, name, work, seconds }, { limit: FIRST_LIMIT });
      rates.set(peer, []);
    } catch (error) {
      leave(peer, error);
    }
  }
  for (let round = 0; round < rounds; round++) {
    onProgress(`  round ${round + 1} of ${rounds}`);
    const order = round % 2 === 0 ? [...rates.keys()] : [...rates.keys()].reverse();
    for (const peer of order) {
      try {
        const limit = FIRST_LIMIT + seconds;
        const slice = await peer.train({ engine: peer.engine, name, seconds }, { limit });
        rates.get(peer)!.push(slice.images / slice.seconds);
      } catch (error) {
        leave(peer, error);
      }
    }
  }
  const speeds = [...rates].map(([{ engine, version, threads }, rates]): PeerSpeed => ({
    engine,
    version,
    threads,
    rates: rates.map(Math.round),
  }));
  return { name, title, peers: speeds, missing };
}
