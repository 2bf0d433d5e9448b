// How long something took or has been going on, in words.

/**
 * A time in its two largest units.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { duration } from "./duration.ts";
 *
 * assertEquals([0.8, 42, 185, 7800].map(duration), ["0.8 s", "42 s", "3 min 5 s", "2 h 10 min"]);
 * ```
 */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const rounded = Math.round(seconds);
  if (rounded < 60) return `${rounded} s`;
  if (rounded < 3600) return twoUnits(rounded, { small: "s", large: "min" });
  return twoUnits(Math.round(seconds / 60), { small: "min", large: "h" });
}

/** Sixty small units make a large one, and none of them is not written. */
function twoUnits(count: number, { small, large }: { small: string; large: string }): string {
  const rest = count % 60;
  return `${Math.floor(count / 60)} ${large}` + (rest === 0 ? "" : ` ${rest} ${small}`);
}
