// What a training tells of itself.

/** How far a training has come. */
export interface Progress {
  /** Epochs trained, with a fraction: 2.5 in the middle of the third. */
  readonly epochs: number;
  /** The mean loss over the images of this epoch so far. */
  readonly loss: number;
  /** The part of the images of this epoch so far that was classified rightly. */
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
  readonly loss: number;
  readonly accuracy: number;
  readonly validationLoss?: number;
  readonly validationAccuracy?: number;
  /** Training alone, without the validation. */
  readonly seconds: number;
}

/** What happened during a training. */
export interface History {
  /** The epochs that were finished. */
  readonly epochs: EpochReport[];
  /** Whether the signal ended it early. */
  readonly stopped: boolean;
  /** With early stopping: the epoch whose weights the network has, counted from 1. */
  readonly bestEpoch?: number;
}
