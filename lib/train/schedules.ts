// How the learning rate changes while a network trains.

/** A learning rate, or a rule for it, as plain data. */
export type Schedule =
  | number
  | { readonly type: "exponential"; readonly start: number; readonly factor: number }
  | {
    readonly type: "step";
    readonly start: number;
    readonly factor: number;
    readonly every: number;
  }
  | {
    readonly type: "cosine";
    readonly peak: number;
    readonly warmUp: number;
    readonly end: number;
  }
  | {
    readonly type: "oneCycle";
    readonly peak: number;
    readonly warmUp: number;
    readonly start: number;
    readonly end: number;
  };

/** Where a training stands. */
export interface Position {
  /** Epochs finished: an integer. */
  readonly epoch: number;
  /** The part of all steps that is done, from 0 to 1. */
  readonly progress: number;
}

/**
 * start * factor^epoch: the same percentage off after every epoch.
 *
 * @throws {RangeError} If a number is not greater than 0.
 */
export function exponentialDecay(start: number, { factor }: { factor: number }): Schedule {
  check({ start, factor });
  return { type: "exponential", start, factor };
}

/**
 * Constant for `every` epochs, then times `factor`, and so on.
 *
 * @throws {RangeError} If a number is not greater than 0.
 */
export function stepDecay(
  start: number,
  { factor, every }: { factor: number; every: number },
): Schedule {
  check({ start, factor, every });
  return { type: "step", start, factor, every };
}

/**
 * Up in a straight line during the first part of the training, then down half a cosine wave.
 *
 * Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (2017), equation 5,
 * without the restarts.
 *
 * @param peak The highest rate.
 * @param options `warmUp`: the part of all steps on the way up, 0 if left out; `end`: the last rate.
 * @throws {RangeError} If the peak is not greater than 0, or the warm-up not in [0, 1).
 */
export function cosineDecay(
  peak: number,
  { warmUp = 0, end = 0 }: { warmUp?: number; end?: number } = {},
): Schedule {
  check({ peak });
  checkWarmUp(warmUp);
  return { type: "cosine", peak, warmUp, end };
}

/**
 * Up half a cosine wave from a low rate, then down another one to a far lower rate.
 *
 * Smith and Topin, "Super-Convergence" (2018), with cosines in place of straight lines.
 *
 * @param peak The highest rate.
 * @param options `warmUp`: the part of all steps on the way up; `start` and `end`: the first and the
 * last rate, 1/25 and 1/10,000 of the peak if left out.
 * @throws {RangeError} If the peak is not greater than 0, or the warm-up not in [0, 1).
 */
export function oneCycle(
  peak: number,
  { warmUp = 0.3, start = peak / 25, end = peak / 10_000 }: {
    warmUp?: number;
    start?: number;
    end?: number;
  } = {},
): Schedule {
  check({ peak });
  checkWarmUp(warmUp);
  return { type: "oneCycle", peak, warmUp, start, end };
}

/** The learning rate that a schedule sets at a point of the training. */
export function learningRateAt(schedule: Schedule, { epoch, progress }: Position): number {
  if (typeof schedule === "number") return schedule;
  switch (schedule.type) {
    case "exponential":
      return schedule.start * schedule.factor ** epoch;
    case "step":
      return schedule.start * schedule.factor ** Math.floor(epoch / schedule.every);
    case "cosine": {
      const { peak, warmUp, end } = schedule;
      if (progress < warmUp) return peak * progress / warmUp;
      return annealCosine(peak, { to: end, part: (progress - warmUp) / (1 - warmUp) });
    }
    case "oneCycle": {
      const { peak, warmUp, start, end } = schedule;
      if (progress < warmUp) return annealCosine(start, { to: peak, part: progress / warmUp });
      return annealCosine(peak, { to: end, part: (progress - warmUp) / (1 - warmUp) });
    }
  }
}

/** From one value to another along half a cosine wave, flat at both ends. */
function annealCosine(from: number, { to, part }: { to: number; part: number }): number {
  return to + (from - to) * (1 + Math.cos(Math.PI * part)) / 2;
}

function check(values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(value > 0 && Number.isFinite(value))) {
      throw new RangeError(
        `Cannot make a schedule: ${name} must be a number greater than 0 but is ${value}`,
      );
    }
  }
}

function checkWarmUp(warmUp: number): void {
  if (!(warmUp >= 0 && warmUp < 1)) {
    throw new RangeError(
      `Cannot make a schedule: warmUp is the part of the training on the way up, at least 0 and ` +
        `less than 1, but is ${warmUp}`,
    );
  }
}
