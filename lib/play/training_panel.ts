// The training panels of the report as HTML: those at the end of notebooks' pages, and the page of its own.

import { fromFileUrl } from "@std/path";
import { bundleScript } from "../system/bundle_script.ts";
import { OWN_STYLE } from "./own_style.ts";
import type { PanelData } from "./page/messages.ts";
import { type NotebookTraining, publishedTrainings } from "./published_trainings.ts";
import { STYLE } from "./style.ts";
import { CODE_FILE, IMAGES_FILE, NETWORKS_FILE } from "./training_scripts.ts";

/** The heading of a panel. */
export const PANEL_TITLE = "Train it here";

/** The file of the page on which everything can be set. */
export const PLAY_FILE = "play.html";

const main = fromFileUrl(new URL("./page/main.ts", import.meta.url));

/** A page of the report that no notebook makes. */
export interface PlayPage {
  readonly file: string;
  readonly title: string;
  readonly html: string;
}

/** Panels as HTML. */
export interface TrainingPanels {
  /** What the pages of notebooks end with, by the names of the notebooks' files. */
  readonly endings: ReadonlyMap<string, { readonly title: string; readonly html: string }>;
  /** The page on which everything can be set. */
  readonly page: PlayPage;
}

/**
 * The training panels: of each notebook that published what a page can train, and the page of its own.
 *
 * @param trainings What is offered: those of the project's own records if left out.
 * @throws {Error} If the script cannot be put together.
 * @throws What `publishedTrainings` throws, if a record is malformed.
 */
export async function trainingPanels(
  trainings?: readonly NotebookTraining[],
): Promise<TrainingPanels> {
  const offered = trainings ?? await publishedTrainings();
  const script = await bundleScript(main, { to: "put the training panel together" });
  const endings = offered.map((training) => {
    const html = `${introduce(training)}\n${
      renderPanel({ trainings: [withoutNotebook(training)], playPage: PLAY_FILE }, { script })
    }`;
    return [training.notebook, { title: PANEL_TITLE, html }] as const;
  });
  const html = `<h1>Train your own network</h1>
<p>Everything about a training can be set here: the layers, how their weights start, the loss, the optimizer and
its rate. It runs on your own processor, by the code of the notebooks, on the real images; with the settings of a
published generation it ends with the published weights, to the bit. An empty field leaves out what it
stands for. The address of this page carries the settings, so it can be sent.</p>
${renderPanel({ trainings: offered.map(withoutNotebook) }, { script })}`;
  return {
    endings: new Map(endings),
    page: { file: PLAY_FILE, title: "Train your own network", html },
  };
}

function withoutNotebook({ name, title, training }: NotebookTraining) {
  return { name, title, training };
}

function introduce({ training: { recipe: { epochs }, trainImages } }: NotebookTraining): string {
  return `<p>This page trains the published network anew, from the same seed: ${epochs} epochs of
${trainImages.toLocaleString("en-GB")} images, on your own processor.</p>`;
}

function renderPanel(panel: PanelData, { script }: { script: string }): string {
  const data = JSON.stringify(panel).replaceAll("<", "\\u003c");
  return `<style>${STYLE}${OWN_STYLE}</style>
<div class="training" role="group" aria-label="Training in this page" data-code="${CODE_FILE}"
data-images="${IMAGES_FILE}" data-networks="${NETWORKS_FILE}">
<p class="note">Nothing you draw or load leaves this page. The first start loads the images of MNIST,
15 MB, from ${IMAGES_FILE} beside it.</p>
<script type="application/json">${data}</script>
<script>${script.replaceAll("</", "<\\/")}</script>
</div>`;
}
