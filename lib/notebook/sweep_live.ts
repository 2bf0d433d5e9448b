// A sweep under the reader's eyes: how far it is, and a stop button that loses nothing.

import { textOutput } from "../charts/mod.ts";
import { type Recipe, sweep, type SweepOptions, type SweepResult } from "../train/mod.ts";
import { liveDisplay } from "./live_display.ts";
import { runnerOfEnvironment } from "./runner.ts";
import { show } from "./show.ts";
import { stopSignal } from "./stop.ts";

/**
 * Trains each of some recipes from each of some seeds, and shows how many are done.
 *
 * The stop button of the notebook ends the trainings after the step under way. Where the environment
 * names a queue, `QUEUE=nats://host:4222`, its machines train, to the same weights.
 *
 * @param recipes What is compared.
 * @param options The seeds and the images, as for `sweep`.
 * @returns How each training ended, also those that failed.
 */
export async function sweepLive(
  recipes: readonly Recipe[],
  options: Pick<
    SweepOptions,
    "seeds" | "train" | "softTargets" | "validation" | "test" | "checkpoints"
  >,
): Promise<SweepResult[]> {
  const count = recipes.length * options.seeds.length;
  const display = await liveDisplay(textOutput(`0 of ${count} trainings are over`));
  const shown: Promise<void>[] = [];
  const counts = { over: 0, failed: 0 };
  const runner = runnerOfEnvironment({
    onNotice: (notice) => void shown.push(show(textOutput(notice))),
  });
  const training = sweep(recipes, {
    ...options,
    runner,
    signal: stopSignal(),
    onOutcome(_, outcome) {
      counts.over++;
      if (outcome.type === "failed") counts.failed++;
      display.update(() =>
        textOutput(`${counts.over} of ${count} trainings are over, ${counts.failed} have failed`)
      );
    },
  });
  const results = await training;
  await display.done(textOutput(describe(results)));
  await Promise.all(shown);
  return results;
}

/** How trainings ended, in a line. */
function describe(results: readonly SweepResult[]): string {
  const number = (type: SweepResult["type"]) =>
    results.filter((result) => result.type === type).length;
  const notStarted = number("notStarted");
  return `${results.length} trainings: ${number("trained")} trained, ${number("failed")} failed` +
    (notStarted > 0 ? `, ${notStarted} not started` : "");
}
