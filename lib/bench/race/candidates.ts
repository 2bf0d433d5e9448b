// What was tried before the race, on training images that were held out.

import { flatten } from "../../nn/mod.ts";
import { changes, convolution, type SmallCnn, smallCnn, threeConvolutions } from "./recipes.ts";
import type { Candidate } from "./search.ts";

/** How many training images judge. */
export const HELD_OUT = 10_000;

/** What is left to learn from. */
const ALL = 60_000 - HELD_OUT;

const threeSmall = threeConvolutions([8, 16, 32], { units: 64 });
const threeLarge = threeConvolutions([16, 32, 64], { units: 128 });
const twoConvolutions = [
  ...convolution(8, { size: 5, stride: 2 }),
  ...convolution(16, { pool: true }),
  flatten(),
];

const by16 = { batchSize: 16, peak: 0.05 };
const by32 = { batchSize: 32, peak: 0.1 };
const by64 = { batchSize: 64, peak: 0.2 };
const by128 = { batchSize: 128, peak: 0.4 };

/** What is tried: for each goal one thing after the other, and the last one races. */
export const candidates: readonly Candidate[] = [
  candidate("two convolutions, batches of 64", 0.98, {
    images: 30_000,
    ...{ layers: twoConvolutions, epochs: 1, ...by64, weightDecay: 0 },
  }),
  candidate("three convolutions, batches of 32", 0.98, {
    images: 12_000,
    ...{ layers: threeSmall, epochs: 1, ...by32 },
  }),
  candidate("more images, batches of 16", 0.98, {
    images: 20_000,
    ...{ layers: threeSmall, epochs: 1, ...by16 },
  }),
  candidate("as many, batches of 32", 0.98, {
    images: 20_000,
    ...{ layers: threeSmall, epochs: 1, ...by32 },
  }),
  candidate("fewer again, labels smoothed", 0.98, {
    images: 16_000,
    ...{ layers: threeSmall, epochs: 1, ...by32 },
    labelSmoothing: 0.1,
  }),
  candidate("one epoch, batches of 64", 0.99, { layers: threeSmall, epochs: 1, ...by64 }),
  candidate("three epochs", 0.99, { layers: threeSmall, epochs: 3, ...by64 }),
  candidate("two epochs", 0.99, { layers: threeSmall, epochs: 2, ...by64 }),
  candidate("two, batches of 128", 0.99, { layers: threeSmall, epochs: 2, ...by128 }),
  candidate("two, batches of 64, images changed", 0.99, {
    ...{ layers: threeSmall, epochs: 2, ...by64 },
    augment: { rotation: 8, shift: 1, zoom: 0.05 },
  }),
  candidate("two, labels smoothed instead", 0.99, {
    ...{ layers: threeSmall, epochs: 2, ...by64 },
    labelSmoothing: 0.1,
  }),
  candidate("the same with fewer images", 0.99, {
    images: 45_000,
    ...{ layers: threeSmall, epochs: 2, ...by64 },
    labelSmoothing: 0.1,
  }),
  candidate("the same network, images changed, 8 epochs", 0.995, {
    ...{ layers: threeSmall, epochs: 8, ...by128 },
    augment: changes,
  }),
  candidate("twice as wide, 8 epochs", 0.995, {
    ...{ layers: threeLarge, epochs: 8, ...by128 },
    augment: changes,
  }),
  candidate("labels smoothed, 10 epochs", 0.995, {
    ...{ layers: threeLarge, epochs: 10, ...by128 },
    augment: changes,
    labelSmoothing: 0.1,
  }),
  candidate("labels smoothed, 8 epochs", 0.995, {
    ...{ layers: threeLarge, epochs: 8, ...by128 },
    augment: changes,
    labelSmoothing: 0.1,
  }),
];

function candidate(
  title: string,
  goal: number,
  { images = ALL, ...settings }: SmallCnn & { images?: number },
): Candidate {
  return { title, goal, images, recipe: smallCnn(settings) };
}
