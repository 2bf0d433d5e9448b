// How a peer in JavaScript makes the layers of a workload, and how it says which of them it lacks.

import type { LayerSpec } from "../nn/mod.ts";

/** The spec of one type of layer. */
type SpecOf<Type, Spec = LayerSpec> = Spec extends { readonly type: infer Types }
  ? Type extends Types ? Spec : never
  : never;

/** For each type of layer that a library is timed with, how it makes one. */
export type LayerBuilders<Built> = {
  readonly [Type in LayerSpec["type"]]?: (spec: SpecOf<Type>) => Built;
};

/**
 * Makes a layer.
 *
 * @throws {RangeError} If there is no builder for its type: the message is for the list of who is missing.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { dense, tanh } from "../nn/mod.ts";
 * import { buildLayer } from "./layer_builders.ts";
 *
 * const builders = { dense: ({ units }: { units: number }) => `${units} units` };
 * assertEquals(buildLayer(dense(10), builders), "10 units");
 * assertThrows(() => buildLayer(tanh(), builders), RangeError, 'layers of type "tanh" are not timed');
 * ```
 */
export function buildLayer<Built>(spec: LayerSpec, builders: LayerBuilders<Built>): Built {
  const build = Object.hasOwn(builders, spec.type)
    ? builders[spec.type] as (spec: LayerSpec) => Built
    : undefined;
  if (build === undefined) throw new RangeError(`layers of type "${spec.type}" are not timed`);
  return build(spec);
}

/**
 * Checks that a layer has no settings but those that a peer builds it with.
 *
 * @throws {RangeError} If one is another: the message is for the list of who is missing.
 */
export function assertPlain<Spec extends { readonly type: string }>(
  spec: Spec,
  settings: Partial<Spec>,
): void {
  for (const [name, value] of Object.entries(settings)) {
    const found = spec[name as keyof Spec];
    if (found !== value) {
      throw new RangeError(`layers of type "${spec.type}" with ${name} ${found} are not timed`);
    }
  }
}
