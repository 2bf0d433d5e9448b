// Many small things at once, but not all.

/** How many are done at the same time. */
const AT_A_TIME = 32;

/**
 * Does something for each of some items, a few at the same time.
 *
 * @throws What is thrown first.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { forEach } from "./for_each.ts";
 *
 * let sum = 0;
 * await forEach([1, 2, 3], (number) => Promise.resolve(void (sum += number)));
 * assertEquals(sum, 6);
 * ```
 */
export async function forEach<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  }));
}
