// The drawing pad as the output of a cell: one piece of HTML that needs no server and no network.

import { escape } from "@std/html/entities";
import { type Chart, Output } from "../charts/mod.ts";
import { loadModel } from "../inference/models.ts";
import { loadPageReader } from "../inference/page_network.ts";
import { packText } from "../system/packed_text.ts";
import { kernelFiles } from "../tensor/wasm/rounding.ts";
import { padScript } from "./bundle.ts";
import { packModel } from "./page/packed_model.ts";
import { problemOf } from "./page/pad_problem.ts";
import { type PadModel, padModels } from "./pad_models.ts";
import { padPicture } from "./static_picture.ts";

/** What a pad can do. */
export interface DrawingPadOptions {
  /**
   * The networks to choose from, the first one first: names of saved models, or networks at hand. If left
   * out, the saved models of the latest generations, as many as there is room for; a warning names those
   * that cannot be loaded.
   */
  readonly models?: readonly (string | PadModel)[];
  /** The folder of the saved models, `data/models/` of the project if left out. */
  readonly directory?: string;
  /** How large the pad may become, in bytes: 1,000,000 if left out, as much as a notebook takes well. */
  readonly maxBytes?: number;
}

/** Notebooks with larger outputs become slow to open and to store, in bytes. */
const MAX_BYTES = 1_000_000;
/** Those that are fast in every browser. No answer depends on the last bits, in which they differ. */
const kernelsUrl = new URL(`../tensor/wasm/${kernelFiles.fast}`, import.meta.url);

/**
 * A pad to draw digits on, with networks that read them while they are drawn.
 *
 * It runs in the page, on the project's own forward pass: the weights are part of the output, rounded so
 * that each takes less than a letter. Where no scripts run, a picture of the pad stands there.
 *
 * @throws {Deno.errors.NotFound} If there is no model of a name.
 * @throws {RangeError} If there is no network at all, or those named are too large. The message says how
 * large each is.
 */
export async function drawingPad(
  { models, directory, maxBytes = MAX_BYTES }: DrawingPadOptions = {},
): Promise<Output> {
  const chosen = models === undefined
    ? (await padModels({ directory, of: "the drawing pad" })).reverse()
    : await Promise.all(
      models.map((model) => typeof model === "string" ? loadModel(model, { directory }) : model),
    );
  for (const model of chosen) {
    const problem = problemOf(model);
    if (problem) throw new RangeError(`Cannot make a drawing pad: ${problem}; leave it out`);
  }
  if (chosen.length === 0) {
    throw new RangeError(
      "Cannot make a drawing pad: there is no network to draw for; name one, or train one first",
    );
  }
  const packed = await Promise.all(chosen.map(async ({ title, network }) => {
    return JSON.stringify(await packModel(network, { title })).replaceAll("<", "\\u003c");
  }));
  const reader = JSON.stringify(await packModel(await loadPageReader(), { title: "Pages" }));
  const kernels = await packText(await Deno.readFile(kernelsUrl));
  const picture = padPicture(chosen[0].network, chosen[0]);
  const script = await padScript();
  const build = () => fragment({ kernels, models: packed, reader, script, picture });
  let html = build();
  while (models === undefined && sizeOf(html) > maxBytes && packed.length > 1) {
    packed.pop();
    html = build();
  }
  if (sizeOf(html) > maxBytes) {
    const sizes = packed.map((text, i) => `${chosen[i].title} ${kilobytes(text.length)}`);
    throw new RangeError(
      `Cannot make a drawing pad: it would have ${kilobytes(sizeOf(html))} but at most ` +
        `${kilobytes(maxBytes)} are allowed; leave out a network: ${sizes.join(", ")}`,
    );
  }
  return new Output({ "text/html": html, ...picture.media });
}

/**
 * The element that becomes the pad, and the script that makes it one. Everything is found from
 * where the script is, so that any number of pads can be on a page.
 */
function fragment(
  { kernels, models, reader, script, picture }: {
    kernels: string;
    models: readonly string[];
    reader: string;
    script: string;
    picture: Chart;
  },
): string {
  const source = `data:image/svg+xml;base64,${new TextEncoder().encode(picture.svg).toBase64()}`;
  // JupyterLab leaves the keys alone while the focus is in an element marked like this.
  return `<div class="digit-pad" data-lm-suppress-shortcuts="true">` +
    `<img alt="${escape(`${picture}`)}" src="${source}">` +
    `<script type="application/json">{"kernels":"${kernels}","models":[${models.join()}],"reader":${reader}}</script>` +
    "</div>\n" +
    `<script>${script.replaceAll("</", "<\\/")}</script>`;
}

/** In bytes. */
function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000).toLocaleString("en-GB")} kB`;
}
