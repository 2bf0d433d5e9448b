// Pictures in a page: charts and sheets of images as an <img>, with what they say in words.

import type { Output } from "../../charts/mod.ts";
import { element } from "../../system/element.ts";

/** A place for a picture, hidden until there is one. */
export function picture(name: string): HTMLImageElement {
  return element("img", { class: name, hidden: "" });
}

/** Shows an output in place of what was there. */
export function show(image: HTMLImageElement, { media }: Output): void {
  const svg = media["image/svg+xml"];
  image.src = svg === undefined
    ? `data:image/png;base64,${media["image/png"]}`
    : `data:image/svg+xml,${encodeURIComponent(svg)}`;
  image.alt = media["text/plain"];
  image.hidden = false;
}
