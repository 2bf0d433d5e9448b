// How the weights of a network start.

import {
  checkSchema,
  type FieldSchemas,
  finite,
  oneOfTypes,
  positive,
  type Schema,
} from "../system/schema.ts";
import type { Random } from "../tensor/random.ts";

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

/**
 * Normal with mean 0 and the given standard deviation, whatever the layer.
 *
 * @throws {RangeError} If `std` is not a number greater than 0.
 */
export function normal(std: number): Initializer {
  return make({ type: "normal", std });
}

/**
 * Uniform from `low` to `high`.
 *
 * @throws {RangeError} If they are not finite numbers, or `low` is not less than `high`.
 */
export function uniform(low: number, high: number): Initializer {
  const initializer = make({ type: "uniform", low, high });
  if (low < high) return initializer;
  throw new RangeError(
    `Cannot make a uniform initializer: low is ${low} but must be less than high, which is ${high}`,
  );
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

function make(initializer: Initializer): Initializer {
  const to = `make a ${initializer.type} initializer`;
  return checkSchema(initializerSchema, initializer, { to, ErrorType: RangeError });
}

/** What is to be known of an initializer: its settings, and how it draws a number. */
interface InitializerKind<Kind> {
  readonly fields: FieldSchemas<Kind>;
  sampler(initializer: Kind, options: { fan: Fan; random: Random }): () => number;
}

/** All initializers. One more is a line in the type above, one here, and a function that makes it. */
export const initializers: {
  readonly [Type in Initializer["type"]]: InitializerKind<
    Extract<Initializer, { readonly type: Type }>
  >;
} = {
  zeros: {
    fields: {},
    sampler: () => () => 0,
  },
  normal: {
    fields: { std: positive },
    sampler: ({ std }, { random }) => () => std * random.normal(),
  },
  uniform: {
    fields: { low: finite, high: finite },
    sampler: ({ low, high }, { random }) => () => low + (high - low) * random.uniform(),
  },
  xavier: {
    fields: {},
    sampler: (_, { fan, random }) => {
      const limit = Math.sqrt(6 / (fan.fanIn + fan.fanOut));
      return () => limit * (2 * random.uniform() - 1);
    },
  },
  he: {
    fields: {},
    sampler: (_, { fan, random }) => {
      const std = Math.sqrt(2 / fan.fanIn);
      return () => std * random.normal();
    },
  },
  fanOut: {
    fields: {},
    sampler: (_, { fan, random }) => {
      const std = Math.sqrt(1 / fan.fanOut);
      return () => std * random.normal();
    },
  },
};

/** What an initializer must be, as a part of what layers must be. */
export const initializerSchema: Schema<Initializer> = oneOfTypes<Initializer>(initializers, {
  wanted: "an initializer such as he()",
});

/** What draws the first numbers of a tensor, one a call. */
export function sampler(
  initializer: Initializer,
  options: { fan: Fan; random: Random },
): () => number {
  const { [initializer.type]: kind } = initializers;
  return (kind as InitializerKind<Initializer>).sampler(initializer, options);
}
