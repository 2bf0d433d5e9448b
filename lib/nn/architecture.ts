// The architecture of a network as plain data: what a model file holds beside the weights.

import * as v from "valibot";
import { integer, integerFrom, type Schema } from "../system/schema.ts";
import type { Shape } from "../tensor/tensor.ts";
import { type LayerSpec, layerSpecSchema } from "./layers/mod.ts";

/** What a network is built from. */
export interface Architecture {
  /** From the input to the output. */
  readonly layers: readonly LayerSpec[];
  /** The shape of one input: `[784]` for rows of pixels, `[28, 28, 1]` for images. */
  readonly inputShape: Shape;
  /** Fixes the first weights, and all chance inside the network. */
  readonly seed: number;
}

/** Many times as many as the deepest networks have. */
const MAX_LAYERS = 10_000;
const LAYERS = `a list of 1 to ${MAX_LAYERS} layers`;
const A_SHAPE = "a list of integers such as [784] or [28, 28, 1]";

/** What the shape of an input must be. */
export const inputShapeSchema: Schema<Shape> = v.pipe(
  v.array(integerFrom(1), A_SHAPE),
  v.minLength(1, A_SHAPE),
);

/** What the layers of a network must be. */
export const layersSchema: Schema<readonly LayerSpec[]> = v.pipe(
  v.array(layerSpecSchema, LAYERS),
  v.minLength(1, LAYERS),
  v.maxLength(MAX_LAYERS, LAYERS),
);

/** What an architecture must be. */
export const architectureSchema: Schema<Architecture> = v.strictObject({
  layers: layersSchema,
  inputShape: inputShapeSchema,
  seed: integer,
});
