// Which fields the form has, built from the registries of layers, optimizers and the like.

import * as v from "valibot";
import { elasticSchema } from "../../data/elastic.ts";
import { augmentSchema } from "../../data/augment.ts";
import { initializers } from "../../nn/initializers.ts";
import { layerKinds } from "../../nn/layers/mod.ts";
import { losses } from "../../nn/losses.ts";
import { positive, type Schema } from "../../system/schema.ts";
import { optimizerKinds } from "../../train/optimizers/mod.ts";
import { type Schedule, scheduleKinds } from "../../train/schedules/mod.ts";
import { choiceField, type Field, groupField, inWords, numberField } from "./fields.ts";
import {
  type Constant,
  firstInitializers,
  firstLayers,
  firstOptimizers,
  firstSchedules,
} from "./first_specs.ts";
import { layersField } from "./layers_field.ts";
import { fieldsOfSettings, type Settings } from "./settings.ts";
import { specField, type SpecKinds } from "./spec_field.ts";

const initializerKinds: SpecKinds = { first: firstInitializers, kinds: initializers };

/** Makes a field for each of the settings. */
export function settingsFields(): Readonly<Record<keyof Settings, Field>> {
  const number = (name: keyof Settings) =>
    numberField({ label: inWords(name), schema: fieldsOfSettings[name] as Schema<unknown> });
  return {
    inputShape: choiceField("input", [
      ["rows of 784 pixels", [784]],
      ["images of 28 x 28 pixels", [28, 28, 1]],
    ]),
    network: layersField({ first: firstLayers, kinds: layerKinds, inner: initializerKinds }),
    loss: choiceField("loss", Object.keys(losses).map((name) => [inWords(name), name])),
    optimizer: specField("optimizer", { first: firstOptimizers, kinds: optimizerKinds }),
    learningRate: scheduleField(),
    epochs: number("epochs"),
    batchSize: number("batchSize"),
    labelSmoothing: number("labelSmoothing"),
    clipNorm: number("clipNorm"),
    emaDecay: number("emaDecay"),
    augment: augmentField(),
    trainImages: number("trainImages"),
    seed: number("seed"),
  };
}

/** A rate that stays as it is is a number in a recipe, and a kind of schedule in the form. */
function scheduleField(): Field {
  const field = specField("learning rate", {
    first: firstSchedules,
    kinds: { constant: { fields: { rate: positive } }, ...scheduleKinds },
  });
  return {
    element: field.element,
    read() {
      const schedule = field.read() as Constant | Exclude<Schedule, number>;
      return schedule.type === "constant" ? schedule.rate : schedule;
    },
    write(value) {
      field.write(typeof value === "object" ? value : { type: "constant", rate: value });
    },
  };
}

function augmentField(): Field {
  const { elastic: _elastic, ...entries } = entriesOf(augmentSchema);
  return groupField({
    ...numbersOf(entries),
    elastic: groupField(numbersOf(entriesOf(elasticSchema), "elastic ")),
  });
}

function numbersOf(
  entries: Readonly<Record<string, Schema<unknown>>>,
  prefix = "",
): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, schema]) => [
      name,
      // All of them may be left out.
      numberField({ label: prefix + inWords(name), schema: v.optional(schema) }),
    ]),
  );
}

/** The fields of an object, as its schema knows them. */
function entriesOf(schema: Schema<unknown>): Readonly<Record<string, Schema<unknown>>> {
  return (schema as unknown as { entries: Readonly<Record<string, Schema<unknown>>> }).entries;
}
