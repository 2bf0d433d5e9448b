// The settings of a training in a line: the published ones that they are most like, and what is other.

import type { LayerSpec } from "../../nn/layers/mod.ts";
import type { PublishedTraining } from "./messages.ts";
import { isSame, type Settings, settingsOf } from "./settings.ts";

/**
 * Settings in a line: "2 Softmax and cross-entropy, but learningRate 0.1".
 *
 * @param trainings Those that were published.
 */
export function describeSettings(
  settings: Settings,
  trainings: readonly PublishedTraining[],
): string {
  const compared = trainings.map(({ title, training }) => ({
    title,
    changes: changesOf(settings, settingsOf(training)),
  }));
  const { title, changes } = compared.reduce((best, other) =>
    other.changes.length < best.changes.length ? other : best
  );
  return changes.length === 0 ? title : `${title}, but ${changes.join(", ")}`;
}

function changesOf(settings: Settings, start: Settings): string[] {
  const names = new Set([...Object.keys(start), ...Object.keys(settings)]) as Set<keyof Settings>;
  return [...names].filter((name) => !isSame(settings[name], start[name])).flatMap((name) =>
    name === "network"
      ? changesOfNetwork(settings.network, start.network)
      : settings[name] === undefined
      ? `no ${name}`
      : `${name} ${spell(settings[name])}`
  );
}

function changesOfNetwork(layers: readonly LayerSpec[], start: readonly LayerSpec[]): string[] {
  if (layers.length !== start.length) return [`layers ${layers.map(spell).join(" - ")}`];
  return layers.flatMap((layer, i) =>
    isSame(layer, start[i]) ? [] : `layer ${i + 1} ${spell(layer)}`
  );
}

/** A value in words: an object by the values of its fields. */
function spell(value: unknown): string {
  return typeof value === "object" && value !== null
    ? Object.values(value).map(spell).join(" ")
    : `${value}`;
}
