// From commands to competitors: all peers are started, and whoever is not there is named.

import type { Missing } from "./benchmark.ts";
import { type PeerCommand, PeerProcess } from "./peer_process.ts";
import { type Competitor, withoutRepeats } from "./rounds.ts";

/** All that could be started, and all that could not. */
export interface StartedPeers {
  readonly competitors: readonly Competitor[];
  readonly absent: readonly Missing[];
}

/**
 * Starts peers, all at once. One that ended, or was ended because it took too long, is started again
 * when it is to build its next network.
 *
 * @param commands How each is started.
 * @param options `signal`: ends them all.
 */
export async function startPeers(
  commands: readonly PeerCommand[],
  { signal }: { signal: AbortSignal },
): Promise<StartedPeers> {
  const absent: Missing[] = [];
  const started = await Promise.all(commands.map(async (command) => {
    let peer = new PeerProcess(command, { signal });
    try {
      const { engines, missing = [] } = await peer.greet();
      for (const { engine, reason } of missing) {
        absent.push({ engine: `${engine} of ${command.name}`, reason });
      }
      return engines.map(({ engine, version }): Competitor => ({
        engine,
        version,
        threads: command.threads ?? null,
        async train(request, options) {
          if (peer.ended && request.workload) {
            peer = new PeerProcess(command, { signal });
            await peer.greet();
          }
          return await peer.train(request, options);
        },
      }));
    } catch (error) {
      absent.push({ engine: command.name, reason: (error as Error).message });
      return [];
    }
  }));
  return { competitors: started.flat(), absent: withoutRepeats(absent) };
}
