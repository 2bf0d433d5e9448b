// Who trains what a notebook trains: this process, or the machines of a queue.

import { addressOfEnvironment, queueRunner, type QueueRunnerOptions } from "../queue/mod.ts";
import type { Runner } from "../train/mod.ts";

/** Of how many trainings one is done twice, where that is wanted. */
const VERIFY_EVERY = 10;

/**
 * The queue that the environment names: see `deno task notebooks --help`.
 *
 * @param options `onNotice`: told what a reader should know.
 * @returns Nothing if it names none: then this process trains.
 * @throws {UserError} If it names what can be no queue.
 */
export function runnerOfEnvironment(
  { onNotice }: Pick<QueueRunnerOptions, "onNotice">,
): Runner | undefined {
  const address = addressOfEnvironment();
  if (address === undefined) return undefined;
  const verify = Deno.env.get("QUEUE_VERIFY") === "1" ? VERIFY_EVERY : 0;
  return queueRunner(address, { onNotice, verify });
}
