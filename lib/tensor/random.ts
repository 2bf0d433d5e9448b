// Random numbers that a seed fixes: the same on every machine, and independent streams by name.

import { log } from "./elementary.ts";

/** What names a stream: a seed, then whatever tells this use of it from the others. */
export type StreamKey = readonly (number | string)[];

/**
 * A stream of random numbers, fixed by its key.
 *
 * Every use of chance has a stream of its own, such as `[seed, "shuffle", epoch]`. So a training
 * that was interrupted in epoch 7 needs no saved generator to go on: it makes the stream of epoch 7
 * again.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, one of them a counter,
 * so that no stream is shorter than 2^32 numbers.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Random } from "./random.ts";
 *
 * const seed = 7;
 * assertEquals(new Random([seed, "weights"]).uniform(), new Random([seed, "weights"]).uniform());
 * ```
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  /** The polar method makes normal numbers in pairs; the second waits here. */
  #spare: number | undefined;

  /**
   * The stream of a key.
   *
   * @param key The seed, and what tells this stream from others of the same seed.
   */
  constructor(key: StreamKey) {
    const hash = hashKey(key);
    this.#a = hash[0];
    this.#b = hash[1];
    this.#c = hash[2];
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** The next 32 random bits, as an integer from 0 to 2^32 - 1. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return sum >>> 0;
  }

  /** A number from 0 (included) to 1 (excluded), each of 2^32 values equally likely. */
  uniform(): number {
    return this.bits() / 2 ** 32;
  }

  /**
   * An integer from 0 (included) to `bound` (excluded), each equally likely.
   *
   * @throws {RangeError} If the bound is not an integer from 1 to 2^32.
   */
  integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new RangeError(
        `Cannot draw an integer: the bound must be an integer from 1 to 2^32 but is ${bound}`,
      );
    }
    // Values past the last full multiple would make the first remainders likelier: draw again.
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let bits = this.bits();
    while (bits >= limit) bits = this.bits();
    return bits % bound;
  }

  /** A number from the standard normal distribution, by Marsaglia's polar method (1964). */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    let x = 0;
    let y = 0;
    let square = 0;
    while (square === 0 || square >= 1) {
      x = 2 * this.uniform() - 1;
      y = 2 * this.uniform() - 1;
      square = x * x + y * y;
    }
    const factor = Math.sqrt(-2 * log(square) / square);
    this.#spare = y * factor;
    return x * factor;
  }

  /** Puts the items of an array in random order, in place (Fisher and Yates). */
  shuffle<T extends { readonly length: number; [index: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
    return items;
  }
}

/**
 * 96 bits that depend on every part of a key, for the start of a stream.
 *
 * The parts are hashed one character at a time with the mixing steps of MurmurHash3, so that
 * neighbouring seeds give streams that have nothing in common.
 */
function hashKey(key: StreamKey): [number, number, number] {
  const state: [number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162];
  for (const character of JSON.stringify(key)) {
    const code = character.codePointAt(0)!;
    for (let i = 0; i < 3; i++) {
      state[i] = Math.imul(state[i] ^ code, 0x85ebca6b + 2 * i);
      state[i] = Math.imul(state[i] ^ (state[i] >>> 13), 0xc2b2ae35);
      state[i] ^= state[i] >>> 16;
    }
  }
  return state;
}
