// What a racer is told, as JSON in its first argument, and what it prints when it is done.

import type { Recipe } from "../../train/recipe.ts";

/** A training to be run. */
export interface RaceTask {
  readonly recipe: Recipe;
  /** How many images it learns from, the first ones. */
  readonly images: number;
  readonly seed: number;
  /** So many training images are held out, to be judged by them and not by the test images. */
  readonly heldOut?: number;
}

/** How a training went. Times are in milliseconds since 1970. */
export interface Finish {
  readonly version: string;
  /** When the first step began. */
  readonly begun: number;
  /** When the last step was done. */
  readonly trained: number;
  /** What all threads together computed in between, in seconds. */
  readonly processorSeconds: number;
  /** On the test images, or on those held out. */
  readonly accuracy: number;
  readonly weightsSha256?: string;
}
