// All optimizers, simple ones first: the registry that types, errors, recipes and checkpoints follow.

import { oneOfTypes, type Schema } from "../../system/schema.ts";
import { adam, adamKind, type AdamSpec } from "./adam.ts";
import { momentum, momentumKind, type MomentumSpec } from "./momentum.ts";
import type { OptimizerKind, OptimizerSettings } from "./optimizer_kind.ts";
import { sgd, sgdKind, type SgdSpec } from "./sgd.ts";

export { adam, type AdamSpec, momentum, type MomentumSpec, sgd, type SgdSpec };
export type { OptimizerSettings };

/** An optimizer as plain data. */
export type OptimizerSpec = SgdSpec | MomentumSpec | AdamSpec;

/** What there is to know of each kind of optimizer. */
export const optimizerKinds: Readonly<
  Record<OptimizerSpec["type"], OptimizerKind<OptimizerSpec>>
> = {
  sgd: sgdKind,
  momentum: momentumKind,
  adam: adamKind,
};

/** What an optimizer must be, wherever it comes from: a cell, a recipe, a file. */
export const optimizerSchema: Schema<OptimizerSpec> = oneOfTypes<OptimizerSpec>(optimizerKinds, {
  wanted: `an optimizer: ${Object.keys(optimizerKinds).map((type) => `${type}()`).join(", ")}`,
});
