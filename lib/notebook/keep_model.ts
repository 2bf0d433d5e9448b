// Keeping what a notebook trained as a model of the project, unless that would replace a better one.

import { percent, textOutput, thousands } from "../charts/mod.ts";
import { type Dataset, publishedDataset } from "../data/mod.ts";
import { loadModel, modelNames, saveModel } from "../inference/mod.ts";
import {
  type Arithmetic,
  describeArithmetic,
  firstArithmetic,
  isSameArithmetic,
} from "../tensor/mod.ts";
import { evaluate, type SeedRun } from "../train/mod.ts";
import { show } from "./show.ts";

/** How a model is kept. */
export interface KeepModelOptions {
  /** What it is called where there is room for more than a name. */
  readonly title: string;
  /** Read with the model after it was loaded again: a line under the cell says how well. */
  readonly test?: Dataset;
  /** Another folder than `data/models/` of the project. */
  readonly directory?: string;
}

/**
 * Saves the network of a training as a model, with what it learned from.
 *
 * Models are of whole trainings on published datasets, as records are. What was stopped early, learned from
 * other images than the model that is there or from fewer, or was computed in an arithmetic that is not the
 * same everywhere when that model's is, changes no file, and a line under the cell says so.
 *
 * @param name Small letters, digits and hyphens, such as "three-layers".
 * @throws What {@linkcode saveModel} throws; with `test` what `loadModel` and `evaluate` throw.
 */
export async function keepModel(
  name: string,
  { network, history: { stopped, arithmetic }, trainedOn }: SeedRun,
  { title, test, directory }: KeepModelOptions,
): Promise<void> {
  const { source, count } = trainedOn;
  const metadata = {
    dataset: source?.name ?? trainedOn.name,
    datasetSha256: source?.sha256 ?? "",
    trainImages: `${count}`,
    ...isSameArithmetic(arithmetic, firstArithmetic)
      ? {}
      : { arithmetic: describeArithmetic(arithmetic) },
  };
  const reason = stopped
    ? "the training was stopped early"
    : publishedDataset(metadata.datasetSha256) === undefined
    ? `this learned from ${metadata.dataset}, and models are of published datasets`
    : await reasonToKeep(name, { directory, metadata, arithmetic });
  if (reason === undefined) await saveModel(name, network, { title, directory, metadata });
  else await show(textOutput(`The model ${name} was left as it was: ${reason}.`));
  if (test === undefined) return;
  const saved = await loadModel(name, { directory });
  const { accuracy, count: images } = await evaluate(saved.network, test);
  await show(
    textOutput(`${saved.title}: ${percent(accuracy)} of ${thousands(images)} test images`),
  );
}

/** Why the model of a name must not be replaced, in words, if it must not. */
async function reasonToKeep(
  name: string,
  { directory, metadata, arithmetic }: {
    directory?: string;
    metadata: { readonly datasetSha256: string; readonly trainImages: string };
    arithmetic: Arithmetic;
  },
): Promise<string | undefined> {
  if (!(await modelNames({ directory })).includes(name)) return undefined;
  const kept = await loadModel(name, { directory }).catch(() => undefined);
  const { dataset, datasetSha256, trainImages } = kept?.metadata ?? {};
  // There is nothing to keep of a damaged file, nor of one that does not say what it learned from.
  if (kept === undefined || datasetSha256 === undefined) return undefined;
  if (datasetSha256 !== metadata.datasetSha256 || trainImages !== metadata.trainImages) {
    return `it learned from ${trainImages} images of ${dataset}, this from ` +
      `${metadata.trainImages}; remove its file to replace it`;
  }
  const found = describeArithmetic(arithmetic);
  const { arithmetic: keptIn = describeArithmetic(firstArithmetic) } = kept.metadata;
  if (arithmetic.kind === "portable" || found === keptIn) return undefined;
  return `its weights are of ${keptIn}, these of ${found}; remove its file to replace it`;
}
