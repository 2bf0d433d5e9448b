// What a training tells of itself.

import * as v from "valibot";
import { amount, finite, fraction, integerFrom, type Schema } from "../system/schema.ts";
import { type Arithmetic, arithmeticKinds } from "../tensor/arithmetic.ts";

/** How far a training has come. */
export interface Progress {
  /** Epochs trained, with a fraction: 2.5 in the middle of the third. */
  readonly epochs: number;
  /** The mean loss over the images of this epoch so far. */
  readonly loss: number;
  /** The part of the images of this epoch so far that was classified correctly. */
  readonly accuracy: number;
}

/**
 * What an epoch brought. Loss and accuracy are means over the epoch, taken of each batch before it
 * changed the weights.
 */
export interface EpochReport {
  /** Counts from 1. */
  readonly epoch: number;
  /** The learning rate at its first step. */
  readonly learningRate: number;
  /** The mean loss of the training images. */
  readonly loss: number;
  /** The part of the training images that was classified correctly. */
  readonly accuracy: number;
  /** The mean loss of the validation images after the epoch, if there are any. */
  readonly validationLoss?: number;
  /** The part of the validation images that was classified correctly after the epoch. */
  readonly validationAccuracy?: number;
  /** Training alone, without the validation. */
  readonly seconds: number;
}

/** What a report must be that comes out of a file. */
export const epochReportSchema: Schema<EpochReport> = v.strictObject({
  epoch: integerFrom(1),
  learningRate: finite,
  loss: finite,
  accuracy: fraction,
  // A network in training may be beside itself for an epoch: NaN and Infinity are numbers too.
  validationLoss: v.optional(v.custom<number>((value) => typeof value === "number", "a number")),
  validationAccuracy: v.optional(fraction),
  seconds: amount,
});

/** What an arithmetic must be that comes out of a file. */
export const arithmeticSchema: Schema<Arithmetic> = v.strictObject({
  kind: v.picklist(arithmeticKinds, arithmeticKinds.join(", ")),
  version: integerFrom(1),
});

/** What happened during a training. */
export interface History {
  /** The epochs that were finished. */
  readonly epochs: EpochReport[];
  /** Whether the signal ended it early. */
  readonly stopped: boolean;
  /** What the weights were computed in. */
  readonly arithmetic: Arithmetic;
  /** With early stopping: the epoch whose weights the network has, counted from 1. */
  readonly bestEpoch?: number;
}
