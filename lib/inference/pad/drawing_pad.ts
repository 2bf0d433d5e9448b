// The drawing pad as the output of a cell: one piece of HTML that needs no server and no network.

import type { Sequential } from "../../nn/mod.ts";
import { Output } from "../../report/mod.ts";
import { escapeHtml } from "../../report/table.ts";
import { loadModel, modelNames } from "../models.ts";
import { padScript } from "./bundle.ts";
import { packModel } from "./page/packed_model.ts";
import { padPicture } from "./static_picture.ts";

/** A network to choose on the pad. */
export interface PadModel {
  /** What it is called in the list. */
  readonly title: string;
  readonly network: Sequential;
}

/** What a pad can do. */
export interface DrawingPadOptions {
  /**
   * The networks to choose from, the first one first: names of saved models, or networks at hand. All
   * saved models if left out.
   */
  readonly models?: readonly (string | PadModel)[];
}

/** Notebooks with larger outputs become slow to open and to store, in bytes. */
const mostBytes = 1_000_000;

/**
 * A pad to draw digits on, with networks that read them while they are drawn.
 *
 * It runs in the page, on the project's own forward pass: the weights are part of the output, rounded so
 * that each takes one letter. Where no scripts run, a picture of the pad stands there.
 *
 * @throws {Deno.errors.NotFound} If there is no model of a name, or none at all.
 * @throws {RangeError} If the networks are too large for a notebook. The message says how large each is.
 */
export async function drawingPad({ models }: DrawingPadOptions = {}): Promise<Output> {
  const wanted = models ?? await modelNames();
  const chosen = await Promise.all(
    wanted.map((model) => typeof model === "string" ? loadModel(model) : model),
  );
  if (chosen.length === 0) {
    throw new RangeError(
      "Cannot make a drawing pad: there is no network to draw for; name one, or train one first",
    );
  }
  const packed = chosen.map(({ title, network }) => packModel(network, { title }));
  const picture = padPicture(chosen[0].network, chosen[0]);
  const html = fragment({
    data: JSON.stringify(packed).replaceAll("<", "\\u003c"),
    script: (await padScript()).replaceAll("</", "<\\/"),
    picture: `data:image/svg+xml;base64,${new TextEncoder().encode(picture.svg).toBase64()}`,
    text: `${picture}`,
  });
  if (html.length > mostBytes) {
    const sizes = packed.map((model) =>
      `${model.title} ${kilobytes(JSON.stringify(model).length)}`
    );
    throw new RangeError(
      `Cannot make a drawing pad: it would have ${kilobytes(html.length)} but at most ` +
        `${kilobytes(mostBytes)} go into a notebook; leave out a network: ${sizes.join(", ")}`,
    );
  }
  return new Output({ "text/html": html, ...picture.media });
}

/**
 * The element that becomes the pad, and the script that makes it one. Everything is found from the
 * place of the script, so that any number of pads can be on a page.
 */
function fragment(
  { data, script, picture, text }: { data: string; script: string; picture: string; text: string },
): string {
  // JupyterLab leaves the keys alone while the focus is in an element marked like this.
  return `<div class="digit-pad" data-lm-suppress-shortcuts="true">` +
    `<img alt="${escapeHtml(text)}" src="${picture}">` +
    `<script type="application/json">${data}</script></div>\n<script>${script}</script>`;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000).toLocaleString("en-GB")} kB`;
}
