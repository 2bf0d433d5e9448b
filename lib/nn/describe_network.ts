// The short name of a network, as records and tables write it.

import type { Shape } from "../tensor/tensor.ts";
import { layerKinds, type LayerSpec } from "./layers/mod.ts";

/**
 * The sizes of a network in a line: `784-256-128-10`, `28x28-conv 32-pool 2-dense 10`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { describeNetwork } from "./describe_network.ts";
 * import { dense, sigmoid } from "./layers/mod.ts";
 *
 * assertEquals(describeNetwork([dense(100), sigmoid(), dense(10)], [784]), "784-100-10");
 * ```
 */
export function describeNetwork(specs: readonly LayerSpec[], inputShape: Shape): string {
  const isRows = inputShape.length === 1;
  const labels = specs.flatMap((spec) => layerKinds[spec.type].label?.(spec) ?? [])
    // In a network of rows there is nothing else.
    .map((label) => isRows ? label.replace(/^dense /, "") : label);
  return [isRows ? `${inputShape[0]}` : `${inputShape[0]}x${inputShape[1]}`, ...labels].join("-");
}
