// What goes on at a queue, in a few lines of text.

import type { Announcement } from "./announcement.ts";

/** What is known of a queue. */
export interface Overview {
  readonly machines: readonly Announcement[];
  /** Trainings that wait for a machine or are with one. */
  readonly waiting: number;
  /** Trainings that are with a machine. */
  readonly running: number;
  readonly done: number;
  readonly failed: number;
  /** Trainings that were handed in during the last minute. */
  readonly lastMinute: number;
  /** Why trainings failed, the last ones. */
  readonly failures: readonly string[];
}

/** How many characters of a failure are shown. */
const FAILURE_SHOWN = 200;

/**
 * The lines that show what goes on at a queue.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { describeQueue } from "./overview.ts";
 *
 * const nothing = { machines: [], waiting: 0, running: 0, done: 0, failed: 0, lastMinute: 0 };
 * assertEquals(describeQueue({ ...nothing, failures: [] }), [
 *   "0 waiting, 0 running, 0 done (0 in the last minute), 0 failed",
 *   "No machine is here",
 * ]);
 * ```
 */
export function describeQueue(
  { machines, waiting, running, done, failed, lastMinute, failures }: Overview,
): string[] {
  return [
    `${
      Math.max(0, waiting - running)
    } waiting, ${running} running, ${done} done (${lastMinute} in the ` +
    `last minute), ${failed} failed`,
    ...machines.length === 0 ? ["No machine is here"] : tableOf(machines),
    ...failures.map((failure) =>
      `failed: ${failure.replaceAll(/\s+/g, " ").slice(0, FAILURE_SHOWN)}`
    ),
  ];
}

function tableOf(machines: readonly Announcement[]): string[] {
  const rows = [
    ["machine", "running", "done", "failed", "version", "arithmetic"],
    ...machines.map(({ name, running, slots, done, failed, needs }) => [
      name,
      `${running} of ${slots}`,
      `${done}`,
      `${failed}`,
      needs.version,
      needs.arithmetic,
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join("  ").trimEnd());
}
