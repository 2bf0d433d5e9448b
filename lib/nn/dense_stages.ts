// Networks of nothing but dense layers and activations, as backends take them that train such a network in
// one go.

import { type ActivationKind, activations } from "../tensor/operations/activations.ts";
import type { DenseStage } from "../tensor/operations/descent.ts";
import type { Layer } from "./layers/layer.ts";

/** The dense layers, each with the activation behind it; nothing if there is any other layer. */
export function denseStagesOf(layers: readonly Layer[]): readonly DenseStage[] | undefined {
  const stages: DenseStage[] = [];
  for (const { type, parameters } of layers) {
    const last = stages.at(-1);
    if (type === "dense") {
      const [weights, bias] = parameters;
      stages.push({ weights: weights.value, bias: bias.value });
    } else if (
      Object.hasOwn(activations, type) && last !== undefined && last.activation === undefined
    ) {
      stages[stages.length - 1] = { ...last, activation: type as ActivationKind };
    } else {
      return undefined;
    }
  }
  return stages.length > 0 ? stages : undefined;
}
