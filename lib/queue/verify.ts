// One training in so many is done on two machines, and what they come to is compared.

import type { Outcome } from "../train/mod.ts";
import type { Request, RequestOptions } from "./request.ts";

/** A training that is asked for, and the same once more, where they are to be compared. */
export interface Asked {
  readonly request: Request;
  readonly repetition?: Request;
}

/** Whether a training is one of so many: the same ones every time. */
export function isChosen(id: string, every = 0): boolean {
  return every > 0 && parseInt(id.slice(0, 8), 16) % every === 0;
}

/** The repetitions of trainings that are over, which wait for a second machine. */
export function uncompared(asked: readonly Asked[]): Request[] {
  return asked.flatMap(({ request, repetition }) =>
    request.isSettled && repetition?.isSettled === false ? [repetition] : []
  );
}

/** How a training ended; where it was done twice, only if both came to the same. */
export async function verified(
  { request, repetition }: Asked,
  { onOutcome }: Pick<RequestOptions["listeners"], "onOutcome">,
): Promise<Outcome> {
  const [outcome, again] = await Promise.all([request.outcome, repetition?.outcome]);
  if (outcome.type !== "trained" || again?.type !== "trained") return outcome;
  const digests = [outcome.run.weightsSha256, again.run.weightsSha256];
  if (digests[0] === digests[1]) return outcome;
  const error = new Error(
    `Cannot trust the training from seed ${outcome.run.seed}: its weights have the digest ` +
      `${digests[0]} on ${request.machine} and ${digests[1]} on ${repetition!.machine}; take the ` +
      "machine out that is wrong (deno task test:bits says which), and remove what it has trained",
  );
  const failed = { type: "failed", error } as const;
  onOutcome?.(request.training, failed);
  return failed;
}
