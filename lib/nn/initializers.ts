// How the weights of a network start.

import type { Random } from "../tensor/random.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A distribution to draw first weights from, as plain data. */
export type Initializer =
  | { readonly type: "zeros" }
  | { readonly type: "normal"; readonly std: number }
  | { readonly type: "uniform"; readonly low: number; readonly high: number }
  | { readonly type: "xavier" }
  | { readonly type: "he" }
  | { readonly type: "fanOut" };

/** How many numbers come together in one output of a layer, and go out from one input. */
export interface Fan {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** All zeros: right for biases, wrong for weights, which would then all stay alike. */
export function zeros(): Initializer {
  return { type: "zeros" };
}

/** Normal with mean 0 and the given standard deviation, whatever the layer. */
export function normal(std: number): Initializer {
  if (!(std > 0)) {
    throw new RangeError(
      `Cannot draw weights: the std must be greater than 0 but is ${std}`,
    );
  }
  return { type: "normal", std };
}

/** Uniform from `low` to `high`. */
export function uniform(low: number, high: number): Initializer {
  if (!(low < high)) {
    throw new RangeError(`Cannot draw weights: ${low} is not less than ${high}`);
  }
  return { type: "uniform", low, high };
}

/**
 * Uniform with variance 2 / (fan in + fan out): signals and gradients keep their size through
 * sigmoid and tanh layers.
 *
 * Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks"
 * (2010), equation 16.
 */
export function xavier(): Initializer {
  return { type: "xavier" };
}

/**
 * Normal with variance 2 / fan in: as Xavier's, but for ReLU, which silences half of the signal.
 *
 * He et al., "Delving Deep into Rectifiers" (2015), equation 10.
 */
export function he(): Initializer {
  return { type: "he" };
}

/** Normal with variance 1 / fan out. */
export function fanOut(): Initializer {
  return { type: "fanOut" };
}

/** Fills a tensor with numbers drawn as the initializer says. */
export function initialize(
  tensor: Tensor,
  { initializer, fan, random }: { initializer: Initializer; fan: Fan; random: Random },
): void {
  const draw = sampler(initializer, { fan, random });
  for (let i = 0; i < tensor.size; i++) tensor.data[i] = draw();
}

function sampler(
  initializer: Initializer,
  { fan, random }: { fan: Fan; random: Random },
): () => number {
  switch (initializer.type) {
    case "zeros":
      return () => 0;
    case "normal":
      return () => initializer.std * random.normal();
    case "uniform":
      return () => initializer.low + (initializer.high - initializer.low) * random.uniform();
    case "xavier": {
      const limit = Math.sqrt(6 / (fan.fanIn + fan.fanOut));
      return () => limit * (2 * random.uniform() - 1);
    }
    case "he": {
      const std = Math.sqrt(2 / fan.fanIn);
      return () => std * random.normal();
    }
    case "fanOut": {
      const std = Math.sqrt(1 / fan.fanOut);
      return () => std * random.normal();
    }
  }
}
