// What makes a training this one and no other.

import type { Dataset } from "../data/mod.ts";
import { type Sequential, weightsSha256 } from "../nn/mod.ts";
import { arithmeticOf, describeArithmetic } from "../tensor/mod.ts";
import type { FitOptions } from "./fit_options.ts";
import { imagesSha256 } from "./images_sha256.ts";
import { settingsFields, type TrainingSettings } from "./recipe.ts";

/** By names that errors can use, as plain data. */
export type Identity = Readonly<Record<string, unknown>>;

/**
 * The network before its training, the settings, the seed and the images.
 *
 * @param network As it was before its first step.
 * @param training Its images and options.
 */
export async function identify(
  network: Sequential,
  { data, options }: { data: Dataset; options: FitOptions },
): Promise<Identity> {
  const { seed = network.seed, validation } = options;
  const names = Object.keys(settingsFields) as (keyof TrainingSettings)[];
  const identity = {
    ...Object.fromEntries(names.map((name) => [name, options[name]])),
    network: network.specs,
    inputShape: network.inputShape,
    firstWeights: await weightsSha256(network),
    backend: network.backend.name,
    arithmetic: describeArithmetic(arithmeticOf(network.backend)),
    seed,
    data: await describeData(data),
    validation: validation && await describeData(validation),
  };
  // As it will come out of a file: without what is undefined.
  return JSON.parse(JSON.stringify(identity));
}

/**
 * The first thing in which two trainings differ.
 *
 * @returns Its name, or nothing if they are the same.
 */
export function differenceOf(a: Identity, b: Identity): string | undefined {
  return Object.keys({ ...a, ...b }).find((name) =>
    canonicalJson(a[name]) !== canonicalJson(b[name])
  );
}

/** JSON in which the order of keys makes no difference. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_, part) =>
      typeof part === "object" && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a < b ? -1 : 1))
        : part,
  );
}

async function describeData(
  data: Dataset,
): Promise<{ name: string; count: number; sha256: string }> {
  return { name: data.name, count: data.count, sha256: await imagesSha256(data) };
}
