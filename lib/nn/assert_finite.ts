// No network of NaN or Infinity is saved or loaded: all that it answers would be nonsense.

import type { NamedTensor } from "./safetensors.ts";

/**
 * Checks that all numbers are finite.
 *
 * @param tensors What to look at.
 * @param options For the error: `to` says what was about to happen, `remedy` what to do.
 * @throws {RangeError} If one is NaN or infinite: the error names the first and counts the others.
 */
export function assertFinite(
  tensors: Iterable<NamedTensor>,
  { to, remedy }: { to: string; remedy: string },
): void {
  let first: string | undefined;
  let count = 0;
  for (const { name, value: { data } } of tensors) {
    for (let i = 0; i < data.length; i++) {
      if (Number.isFinite(data[i])) continue;
      first ??= `number ${i} of ${name} is ${data[i]}`;
      count++;
    }
  }
  if (first === undefined) return;
  throw new RangeError(
    `Cannot ${to}: ${first}${count > 1 ? ` and ${count - 1} more are not finite` : ""}, but ` +
      `weights must be finite; ${remedy}`,
  );
}
