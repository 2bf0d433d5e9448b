// The training panels of the report: which generations have one, and its HTML.

import { fromFileUrl } from "@std/path";
import { datasets } from "../data/datasets/mod.ts";
import { isPublished, readRecords, type TrainingRecord } from "../records/mod.ts";
import { bundleScript } from "../system/bundle_script.ts";
import type { Recipe } from "../train/mod.ts";
import type { PlayedTraining } from "./page/messages.ts";
import { OWN_STYLE } from "./own_style.ts";
import { STYLE } from "./style.ts";
import { CODE_FILE, IMAGES_FILE, NETWORKS_FILE } from "./training_scripts.ts";

/** Longer than anybody watches a page: trainings that took more are not offered. */
const MAX_SECONDS = 600;

/** The heading of a panel. */
export const PANEL_TITLE = "Train it here";

const main = fromFileUrl(new URL("./page/main.ts", import.meta.url));

/**
 * The training panels, by the names of the notebooks that published what they train.
 *
 * @param options `directory`: that of the records; the project's own if left out.
 * @throws {Error} If the script cannot be put together.
 * @throws What `readRecords` throws, if a record is malformed.
 */
export async function trainingPanels(
  options?: { readonly directory?: string },
): Promise<ReadonlyMap<string, string>> {
  const trainings = new Map<string, PlayedTraining>();
  for (const record of await readRecords(options)) {
    const training = trainingOf(record);
    if (training !== undefined && record.notebook !== undefined) {
      trainings.set(record.notebook, training);
    }
  }
  return await renderPanels(trainings);
}

/** Panels of trainings, by the same names. */
export async function renderPanels(
  trainings: ReadonlyMap<string, PlayedTraining>,
): Promise<ReadonlyMap<string, string>> {
  const script = await bundleScript(main, { to: "put the training panel together" });
  return new Map(
    [...trainings].map(([name, training]) => [name, renderPanel(training, { script })]),
  );
}

/** What a record says of how to train its first seed again, if a page can do so. */
export function trainingOf(record: TrainingRecord): PlayedTraining | undefined {
  const { dataset, runs: [{ seed, seconds, weightsSha256 }] } = record;
  const recipe = record.settings as Partial<Recipe>;
  if (!isPublished(record) || dataset.sha256 !== datasets.mnist.sha256) return undefined;
  // The first of MNIST, which all of its images are; parts of it were shuffled before.
  if (dataset.trainImages !== MNIST_IMAGES || seconds > MAX_SECONDS) return undefined;
  // A teacher's answers would have to come along.
  if (recipe?.network === undefined || recipe.distillation !== undefined) return undefined;
  return { recipe: recipe as Recipe, seed, trainImages: dataset.trainImages, weightsSha256 };
}

/** How many images MNIST has to train with. */
const MNIST_IMAGES = 60_000;

function renderPanel(
  training: PlayedTraining,
  { script }: { script: string },
): string {
  const data = JSON.stringify(training).replaceAll("<", "\\u003c");
  const { recipe: { epochs }, trainImages } = training;
  return `<style>${STYLE}${OWN_STYLE}</style>
<p>This page trains the published network anew, from the same seed: ${epochs} epochs of
${trainImages.toLocaleString("en-GB")} images, on your own processor.</p>
<div class="training" role="group" aria-label="Training in this page" data-code="${CODE_FILE}"
data-images="${IMAGES_FILE}" data-networks="${NETWORKS_FILE}">
<p class="note">Nothing you draw or load leaves this page. The first start loads the images of MNIST,
15 MB, from ${IMAGES_FILE} beside it.</p>
<script type="application/json">${data}</script>
<script>${script.replaceAll("</", "<\\/")}</script>
</div>`;
}
