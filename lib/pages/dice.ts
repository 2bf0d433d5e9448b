// The draws that pages are made of.

import { exp, log } from "../tensor/elementary.ts";
import type { Random } from "../tensor/random.ts";

/** A number between two, each equally likely. */
export function between(random: Random, [low, high]: readonly [number, number]): number {
  return low + (high - low) * random.uniform();
}

/** A number between two positive ones, each order of size equally likely. */
export function scaleBetween(random: Random, [low, high]: readonly [number, number]): number {
  return exp(between(random, [log(low), log(high)]));
}

/** Whether something happens that does so with a probability. */
export function chance(random: Random, probability: number): boolean {
  return random.uniform() < probability;
}

/** One of several, each equally likely. */
export function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.integer(items.length)];
}
