// What the outputs of a network say, in words.

import { argmax } from "../../system/argmax.ts";

/** A rival is told of if its output is at least this. */
const RIVAL = 0.01;

const NO_ANSWER = "No answer: this network computes what is no finite number";

/** The digit of an answer; undefined if the network computes what is no finite number. */
export function digitOf(outputs: ArrayLike<number>): number | undefined {
  return Array.from(outputs).every(Number.isFinite) ? argmax(outputs) : undefined;
}

/** What stands beside the paper: the digit, and how sure the network is. */
export function shownAnswer(outputs: ArrayLike<number>): string {
  const digit = digitOf(outputs);
  return digit === undefined ? NO_ANSWER : `This is a ${digit} (${percent(outputs[digit])})`;
}

/** What a screen reader says: the digit, and the next one if it is a rival. */
export function spokenAnswer(outputs: ArrayLike<number>): string {
  if (digitOf(outputs) === undefined) return NO_ANSWER;
  const [first, second] = Array.from(outputs, (_, digit) => digit)
    .sort((a, b) => outputs[b] - outputs[a]);
  const rival = outputs[second] < RIVAL ? "" : `, or a ${second}, ${percent(outputs[second])}`;
  return `This is a ${first}, ${percent(outputs[first])}${rival}`;
}

/** A share of all, and nothing where it is no finite number. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : "";
}
